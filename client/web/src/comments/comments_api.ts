/** The server's API of comments, as far as the page uses it. */

import { Problem, request } from "../app/api";
import type { Answer, Unsent } from "./outbox";
import type { Comment, Mention, Said, Thread, ThreadList } from "./thread";

const board = (id: string) => `/api/boards/${encodeURIComponent(id)}`;

export const commentsApi = {
  since: (id: string, revision: number) => request<ThreadList>("GET", `${board(id)}/threads?since=${revision}`),
  change: (id: string, { id: comment, revision }: Comment, said: Said) =>
    request<Thread>("PUT", `${board(id)}/comments/${comment}`, { ...said, after: revision }),
  remove: (id: string, comment: string) => request<Thread>("DELETE", `${board(id)}/comments/${comment}`),
  resolve: (id: string, thread: string, resolved: boolean) =>
    request<Thread>("PUT", `${board(id)}/threads/${thread}/state`, { resolved }),
  read: (id: string, comments: readonly string[]) =>
    request<{ unread: readonly Mention[] }>("POST", `${board(id)}/mentions/read`, { comments }).then(({ unread }) => unread),
};

/** Below this status the server was not reached, or is not to blame; from it on it is in trouble. */
const FIRST_OF_SERVER = 500;

/** Sends what waits in an outbox. A place that the server does not know may be on its way there: `isSaved` says no. */
export function commentSender(id: string, isSaved: () => boolean): (item: Unsent) => Promise<Answer> {
  return ({ target, text, mentions, attribution, mark }) => {
    const said: Said = { text, mentions, attribution, mark };
    const sent =
      "thread" in target
        ? request<Thread>("POST", `${board(id)}/threads/${target.thread}/comments`, said)
        : request<Thread>("POST", `${board(id)}/threads`, { ...said, root: target.on.root, place: target.on.id });
    return sent.then(
      (thread): Answer => ({ kind: "stored", thread }),
      (error: unknown) => answerOf(error, isSaved()),
    );
  };
}

function answerOf(error: unknown, isSaved: boolean): Answer {
  if (!(error instanceof Problem) || error.status === 0 || error.status >= FIRST_OF_SERVER) return { kind: "away" };
  if (error.code === "edit" && !isSaved) return { kind: "away" };
  return { kind: "refused", why: error.message };
}
