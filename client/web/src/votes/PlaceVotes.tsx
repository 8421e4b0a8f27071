import "./votes.css";
import { ProblemNote } from "../app/ProblemNote";
import { useBoard } from "../app/scope";
import { useTask } from "../app/useTask";
import { VOTE_KINDS } from "../model/schema.gen";
import type { Spot } from "../model/stage";
import type { Vote } from "../model/votes";
import { AgreementVote } from "./AgreementVote";
import { DotVote } from "./DotVote";
import { MarkerRound } from "./MarkerRound";
import { scalesOf } from "./scales";
import { VoteResult } from "./VoteResult";
import { votesApi } from "./votes_api";

/** The votes about a part of the board: the one that is open, or what came out of the last, of each kind. */
export function PlaceVotes({ root, id }: Spot) {
  const { connection } = useBoard();
  const here = connection.stage.votes.value.filter((vote) => vote.root === root && vote.place === id);
  const newest = VOTE_KINDS.flatMap((kind) => here.find((vote) => vote.kind === kind) ?? []);
  const isMarking = newest.some(({ kind, state }) => kind === "markers" && state === "open");
  return (
    <>
      {newest.map((vote) => (vote.state === "open" ? <OpenVote key={vote.id} vote={vote} /> : <VoteResult key={vote.id} vote={vote} />))}
      {root === "launches" && !isMarking && <BeginMarks launch={id} />}
    </>
  );
}

function OpenVote({ vote }: { readonly vote: Vote }) {
  switch (vote.kind) {
    case "dots":
      return <DotVote vote={vote} />;
    case "agreement":
      return <AgreementVote vote={vote} />;
    case "markers":
      return <MarkerRound vote={vote} />;
  }
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
