import { effect } from "@preact/signals";
import { goTo } from "../app/go_to";
import type { BoardScope } from "../app/scope";
import { partName } from "../model/parts";
import type { Vote } from "../model/votes";
import { VOTE_TITLES } from "./words";

export function openVotes({ connection }: BoardScope): readonly Vote[] {
  return connection.stage.votes.value.filter(({ state }) => state === "open");
}

/** What is open now, with the way there. */
export function VoteNotes({ scope }: { readonly scope: BoardScope }) {
  return (
    <>
      {openVotes(scope).map((vote) => (
        <div key={vote.id} class="news-note">
          <p>{voteWords(scope, vote)}</p>
          <button type="button" onClick={() => goTo(scope, { root: vote.root, id: vote.place })}>
            Go to it<span class="hidden">: {partName(scope.model, { root: vote.root, id: vote.place })}</span>
          </button>
        </div>
      ))}
    </>
  );
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
