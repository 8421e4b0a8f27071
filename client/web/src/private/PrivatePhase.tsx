import { useState } from "preact/hooks";
import { api } from "../app/api";
import { ProblemNote } from "../app/ProblemNote";
import { type BoardScope, useBoard } from "../app/scope";
import { useTask } from "../app/useTask";
import { newId } from "../model/ids";
import { partName } from "../model/parts";
import { phaseZone } from "../stage/phase_zone";
import type { Step } from "../stage/steps";
import { isOn } from "./OpenRound";

interface Props {
  readonly launch: string;
  readonly step: Step;
  /** The phase is being changed, or has just come. */
  readonly isBusy: boolean;
}

/**
 * In a phase in which each writes on their own, a facilitator opens the round in its zone with one press (SPEC P7). While a
 * round is on, in whatever phase, it says what ends it.
 */
export function PrivatePhase({ launch, step, isBusy }: Props) {
  const scope = useBoard();
  const { info, view, connection, model } = scope;
  const task = useTask();
  const [request, setRequest] = useState(newId);
  const zone = phaseZone(model, launch, step, step.phase.private);
  const round = connection.stage.round.value;
  const wasRevealed = zone !== null && round?.state === "revealed" && round.zone === zone;
  if (isOn(round)) return <p class="hint">People are writing on their own. Reveal the cards when all are done.</p>;
  if (zone === null) return null;
  const open = () =>
    task.run(async () => {
      await api.openRound(info.id, { zone, cells: step.phase.cells ?? "one", request_id: request });
      setRequest(newId());
      view.announce("Everybody can write on their own now.");
    });
  return (
    <>
      <button type="button" class={wasRevealed ? undefined : "primary"} aria-disabled={isBusy || task.busy} onClick={() => isBusy || open()}>
        {wasRevealed ? "Let everybody write on their own again" : "Let everybody write on their own"}
        <span class="strip-title">: {partName(model, { root: "zones", id: zone })}</span>
      </button>
      <ProblemNote problem={task.problem} />
    </>
  );
}

/** Whether the phase is one of silence in which nobody could write unseen yet. */
export function waitsForRound(scope: BoardScope, launch: string, step: Step): boolean {
  const round = scope.connection.stage.round.value;
  const zone = phaseZone(scope.model, launch, step, step.phase.private);
  return zone !== null && (round === null || (round.zone !== zone && !isOn(round)));
}
