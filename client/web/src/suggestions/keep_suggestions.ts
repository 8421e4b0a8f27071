/** Keeps the suggestions of this page and of the server alike, and tells of those that others brought (SPEC K4). */

import { effect } from "@preact/signals";
import { Problem } from "../app/api";
import type { BoardScope } from "../app/scope";
import { happeningWords } from "../news/words";
import { repeated } from "../sync/repeated";

export function keepSuggestions(scope: BoardScope): () => void {
  const { connection } = scope;
  const loading = repeated(() => load(scope));
  const stop = effect(() => {
    const { turn } = connection.stage.suggestions.value;
    if (connection.caughtUp.value && connection.mayEdit.value) loading.soon(turn);
  });
  return () => {
    stop();
    loading.stop();
  };
}

/** Ask for what is open; false where the server could not be asked. */
async function load(scope: BoardScope): Promise<boolean> {
  const { suggestions, connection, info } = scope;
  const known = suggestions.isLoaded ? new Set(suggestions.all.peek().map(({ id }) => id)) : null;
  try {
    await suggestions.load();
  } catch (error) {
    if (!(error instanceof Problem)) reportError(error);
    // Whoever was sent away is not answered another time either.
    return error instanceof Problem && error.status >= 400 && error.status < 500;
  }
  // What was there before this page is no news, nor what this person brought.
  if (known === null || connection.stage.suggestions.peek().by === info.participant.id) return true;
  tell(scope, suggestions.all.peek().filter(({ id }) => !known.has(id)).map(({ id }) => id));
  return true;
}

function tell({ model, news, view }: BoardScope, fresh: readonly string[]): void {
  const [id] = fresh;
  if (id === undefined) return;
  const happening = { kind: "suggested", id, count: fresh.length } as const;
  news.tell(happening);
  view.announce(happeningWords(model, happening));
}
