import "./votes.css";
import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import { goTo } from "../app/go_to";
import { ProblemNote } from "../app/ProblemNote";
import { useBoard } from "../app/scope";
import { partName } from "../model/parts";
import type { Vote } from "../model/votes";
import type { OpenVote } from "./use_vote";
import { votesApi } from "./votes_api";
import { VOTE_TITLES, votedWords } from "./words";

interface Props {
  readonly vote: Vote;
  readonly open: OpenVote;
  /** Who sees what, in a sentence. */
  readonly promise: string;
  readonly children: ComponentChildren;
}

/** An open vote: its name, what is seen of it, how many have taken part, and for facilitators how it ends. */
export function VoteFrame({ vote, open, promise, children }: Props) {
  const scope = useBoard();
  const { connection, model } = scope;
  const title = useId();
  const part = { root: vote.root, id: vote.place };
  const about = partName(model, part);
  const { my, problem } = open;
  return (
    <section class="vote" id={`vote-${vote.id}`} tabIndex={-1} aria-labelledby={title}>
      <h3 class="vote-title" id={title}>
        {VOTE_TITLES[vote.kind]}
      </h3>
      <p>
        It is about {about}.{" "}
        <button type="button" class="quiet" onClick={() => goTo(scope, part)}>
          Go to it<span class="hidden">: {about}</span>
        </button>
      </p>
      <p class="hint">{promise}</p>
      {connection.role.value === "view" ? <p>You are here to read, so you do not vote.</p> : children}
      <ProblemNote problem={problem} />
      {my && <p class="vote-count">{votedWords(my.voted, my.people)}</p>}
      {connection.role.value === "facilitate" && <EndVote vote={vote} open={open} />}
    </section>
  );
}

function EndVote({ vote, open: { act, busy, problem } }: { readonly vote: Vote; readonly open: OpenVote }) {
  const scope = useBoard();
  const { info } = scope;
  const close = async () => {
    const now = await votesApi.close(info.id, vote.id);
    goTo(scope, { root: vote.root, id: vote.place });
    return now;
  };
  return (
    <div class="row">
      <button type="button" aria-disabled={busy} onClick={() => act(close, () => "It is closed. The result is shown.")}>
        Close and show the result
      </button>
      <button type="button" class="quiet" aria-disabled={busy} onClick={() => act(() => votesApi.cancel(info.id, vote.id), () => "It is cancelled. Nothing is kept.")}>
        Cancel it
      </button>
      {vote.kind === "markers" && problem !== null && (
        <button type="button" class="quiet" aria-disabled={busy} onClick={() => act(() => votesApi.again(info.id, vote.id), () => "The round begins again. Everybody marks anew.")}>
          Begin the round again
        </button>
      )}
    </div>
  );
}
