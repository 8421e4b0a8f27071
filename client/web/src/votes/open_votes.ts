/** The votes that are open now, wherever on the board they are. */

import { effect } from "@preact/signals";
import type { BoardScope } from "../app/scope";
import { focusFirst } from "../outline/focus";
import { partName } from "../model/parts";
import type { Vote } from "../model/votes";
import { VOTE_TITLES } from "./words";

export function openVotes({ connection }: BoardScope): readonly Vote[] {
  return connection.stage.votes.value.filter(({ state }) => state === "open");
}

/** Shows who opened a vote that it is on, as soon as it is there; on a phone the panel is unfolded for it. */
export function showVote(scope: BoardScope, place: string): void {
  const stop = effect(() => {
    const vote = openVotes(scope).find((each) => each.place === place);
    if (!vote) return;
    scope.view.showNow.value = true;
    focusFirst(`#vote-${vote.id}`);
    queueMicrotask(() => stop());
  });
}

function voteWords({ model }: BoardScope, { kind, root, place }: Vote): string {
  return `${VOTE_TITLES[kind]} (open now) at ${partName(model, { root, id: place })}.`;
}

/** Says aloud when a vote is opened, and when its result is there. */
export function speakVotes(scope: BoardScope): () => void {
  const { connection, view } = scope;
  let known: ReadonlyMap<string, string> | null = null;
  return effect(() => {
    const before = known;
    const votes = connection.stage.votes.value;
    known = new Map(votes.map(({ id, state }) => [id, state]));
    if (before === null || !connection.caughtUp.peek()) return;
    for (const vote of votes) {
      if (before.get(vote.id) === vote.state) continue;
      view.announce(vote.state === "open" ? voteWords(scope, vote) : `${VOTE_TITLES[vote.kind]}: the result is shown.`);
    }
  });
}
