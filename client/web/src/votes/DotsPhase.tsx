import { ProblemNote } from "../app/ProblemNote";
import { type BoardScope, useBoard } from "../app/scope";
import { useTask } from "../app/useTask";
import { LIMITS } from "../model/schema.gen";
import { partName } from "../model/parts";
import type { Vote } from "../model/votes";
import { phaseZone } from "../stage/phase_zone";
import type { Step } from "../stage/steps";
import { showVote } from "./open_votes";
import { USUAL_DOTS, votesApi } from "./votes_api";

interface Props {
  readonly launch: string;
  readonly step: Step;
  /** The phase is being changed, or has just come. */
  readonly isBusy: boolean;
}

/** In a phase that asks for dots, a facilitator opens the vote in its zone with one press (SPEC V8). */
export function DotsPhase({ launch, step, isBusy }: Props) {
  const scope = useBoard();
  const { info, view, model } = scope;
  const task = useTask();
  const zone = phaseZone(model, launch, step, step.phase.dots);
  if (zone === null) return null;
  const before = votedOn(scope, zone);
  if (before?.state === "open") return <p class="hint">People are voting with dots. Close the vote when all are done.</p>;
  const dots = Math.min(model.zone(zone).value?.config.most ?? USUAL_DOTS, LIMITS.MAX_DOTS);
  const open = () =>
    task.run(async () => {
      await votesApi.open(info.id, { kind: "dots", place: zone, dots });
      showVote(scope, zone);
      view.announce("Everybody can vote now.");
    });
  return (
    <>
      <button type="button" class={before ? undefined : "primary"} aria-disabled={isBusy || task.busy} onClick={() => isBusy || open()}>
        {before ? "Let everybody vote with dots again" : "Let everybody vote with dots"}
        <span class="strip-title">: {partName(model, { root: "zones", id: zone })}</span>
      </button>
      <ProblemNote problem={task.problem} />
    </>
  );
}

/** Whether the phase asks for dots, and no vote on its zone has been closed yet. */
export function waitsForDots(scope: BoardScope, launch: string, step: Step): boolean {
  const zone = phaseZone(scope.model, launch, step, step.phase.dots);
  return zone !== null && votedOn(scope, zone)?.state !== "closed";
}

/** The vote with dots on a zone that is open, or that was the last. */
function votedOn({ connection }: BoardScope, zone: string): Vote | undefined {
  return connection.stage.votes.value.find(({ kind, place }) => kind === "dots" && place === zone);
}
