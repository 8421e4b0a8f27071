import "./votes.css";
import { ProblemNote } from "../app/ProblemNote";
import { useBoard } from "../app/scope";
import { useTask } from "../app/useTask";
import { focusFirst } from "../outline/focus";
import { VOTE_KINDS } from "../model/schema.gen";
import type { Spot } from "../model/stage";
import type { Vote } from "../model/votes";
import { scalesOf } from "./scales";
import { VoteResult } from "./VoteResult";
import { votesApi } from "./votes_api";
import { VOTE_TITLES } from "./words";

/** The votes about a part of the board: that one is open, or what came out of the last, of each kind. */
export function PlaceVotes({ root, id }: Spot) {
  const { connection } = useBoard();
  const here = connection.stage.votes.value.filter((vote) => vote.root === root && vote.place === id);
  const newest = VOTE_KINDS.flatMap((kind) => here.find((vote) => vote.kind === kind) ?? []);
  const isMarking = newest.some(({ kind, state }) => kind === "markers" && state === "open");
  return (
    <>
      {newest.map((vote) => (vote.state === "open" ? <OpenHere key={vote.id} vote={vote} /> : <VoteResult key={vote.id} vote={vote} />))}
      {root === "launches" && !isMarking && <BeginMarks launch={id} />}
    </>
  );
}

/** Where one votes: in the panel of what is now, which every page has. */
function OpenHere({ vote }: { readonly vote: Vote }) {
  const { view } = useBoard();
  const go = () => {
    view.showNow.value = true;
    focusFirst(`#vote-${vote.id} :is(button, input)`, `#vote-${vote.id}`);
  };
  return (
    <p class="vote-open">
      {VOTE_TITLES[vote.kind]}: open now.{" "}
      <button type="button" class="quiet" onClick={go}>
        Go to the vote
      </button>
    </p>
  );
}

/** Where an activity has scales, its facilitator begins a round right there. */
function BeginMarks({ launch }: { readonly launch: string }) {
  const { connection, info, model, view } = useBoard();
  const task = useTask();
  if (connection.role.value !== "facilitate" || scalesOf(model, launch).length === 0) return null;
  const begin = () =>
    task.run(async () => {
      await votesApi.open(info.id, { kind: "markers", place: launch });
      view.announce("Everybody can mark now, each for themselves.");
    });
  return (
    <div class="vote-begin">
      <button type="button" aria-disabled={task.busy} onClick={begin}>
        Let everybody mark privately
      </button>
      <ProblemNote problem={task.problem} />
    </div>
  );
}
