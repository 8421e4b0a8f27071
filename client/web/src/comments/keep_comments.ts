/** Keeps the comments of this page and of the server alike: asks for what is new, and sends what waits (SPEC C5, C6). */

import { effect } from "@preact/signals";
import { Problem } from "../app/api";
import type { BoardScope } from "../app/scope";
import { partName } from "../model/parts";
import { repeated } from "../sync/repeated";
import { commentsApi } from "./comments_api";
import type { Thread } from "./thread";

export function keepComments(scope: BoardScope): () => void {
  const { connection, outbox, view } = scope;
  const loading = repeated(() => load(scope));
  const sending = repeated(() => outbox.flush());
  const stops = [
    effect(() => {
      const told = connection.stage.comments.value;
      if (connection.caughtUp.value) loading.soon(told);
    }),
    effect(() => {
      connection.commenting.value = { edits: outbox.all.value.length, isKept: outbox.isKept.value };
      if (outbox.all.value.some(({ problem }) => problem === "")) sending.soon();
    }),
    effect(() => {
      if (outbox.isAway.value) view.announce(UNSENT_WORDS);
    }),
  ];
  const now = () => {
    loading.soon();
    sending.soon();
  };
  window.addEventListener("online", now);
  return () => {
    for (const stop of stops) stop();
    loading.stop();
    sending.stop();
    window.removeEventListener("online", now);
  };
}

const UNSENT_WORDS = "The comment is not sent yet. It is sent by itself when the server can be reached.";

/** Ask for what is new; false where the server could not be asked. */
async function load(scope: BoardScope): Promise<boolean> {
  const { info, comments } = scope;
  try {
    const known = comments.revision;
    const news = comments.take(await commentsApi.since(info.id, known));
    // What was there before this page is no news.
    if (known > 0) sayNews(scope, news);
    tellMentions(scope);
    return true;
  } catch (error) {
    if (!(error instanceof Problem)) reportError(error);
    return error instanceof Problem && isFinal(error);
  }
}

/** The server was reached and says no, to somebody who was sent away: asking again is of no use. */
function isFinal({ status }: Problem): boolean {
  return status >= 400 && status < 500;
}

/** Said aloud to whoever has the comments open; to others it would be noise. */
function sayNews({ view, model }: BoardScope, news: readonly Thread[]): void {
  const [thread, ...others] = news;
  if (!thread || view.comments.peek() === null) return;
  const where = partName(model, { root: thread.root, id: thread.place });
  view.announce(others.length === 0 ? `New comment on ${where}.` : `New comments in ${news.length} threads.`);
}

/** A note for each mention that this page has not told of. */
function tellMentions({ comments, news, view }: BoardScope): void {
  const told = new Set(news.all.peek().flatMap((each) => (each.kind === "mentioned" ? each.id : [])));
  const fresh = comments.unread.peek().filter(({ comment }) => !told.has(comment));
  for (const { thread, comment } of fresh) news.tell({ kind: "mentioned", id: comment, thread });
  if (fresh.length > 0) view.announce(mentionWords(fresh.length));
}

/** How somebody is told that they are mentioned. */
export function mentionWords(count: number): string {
  return count === 1 ? "You were mentioned in a comment." : `You were mentioned in ${count} comments.`;
}
