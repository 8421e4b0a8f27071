import { api, type TimeChange } from "../app/api";
import { goTo } from "../app/go_to";
import { ProblemNote } from "../app/ProblemNote";
import { type BoardScope, useBoard } from "../app/scope";
import type { Task } from "../app/useTask";
import { areaOf } from "../model/stage";
import { GUIDE_ACTS } from "./guide_acts";
import { isOn } from "../private/OpenRound";
import { PrivatePhase, waitsForRound } from "../private/PrivatePhase";
import { DotsPhase, waitsForDots } from "../votes/DotsPhase";
import { type Step, stepsOf } from "./steps";
import { areaTitles, type Whereabouts } from "./whereabouts";

/** Everything a facilitator needs to lead through the phases. */
export function FacilitatorStrip({ at, task }: { readonly at: Whereabouts; readonly task: Task }) {
  const { connection, info } = useBoard();
  const begin = useStarting(task, at.checklist.launch);
  const change = (action: TimeChange["action"], minutes = 1) =>
    task.run(async () => {
      const { turn } = await api.changeTime(info.id, { action, minutes, seen: connection.stage.turnSeen });
      connection.stage.noteTurn(turn);
    });
  return (
    <fieldset class="strip" aria-label="Lead the phases">
      {at.isOn ? (
        <WhileOn at={at} begin={begin} change={change} isBusy={task.busy} />
      ) : (
        at.step && (
          <StripButton name="Start" title={at.step.title} isPrimary onPress={() => begin(at.step, { finish: false })} isBusy={task.busy} />
        )
      )}
      <NewestLaunch at={at} task={task} />
      <ProblemNote problem={task.problem} />
    </fieldset>
  );
}

/** What was launched last and has no step done yet has its first in sight, whatever the group is at. */
function NewestLaunch({ at, task }: { readonly at: Whereabouts; readonly task: Task }) {
  const { model, connection } = useBoard();
  const newest = model.launches.value.at(-1);
  const checklist = connection.stage.checklists.value.get(newest ?? "");
  const begin = useStarting(task, newest ?? "");
  const [first] = checklist ? stepsOf(checklist, areaTitles(model)) : [];
  if (!checklist || !first || checklist.done.size > 0 || checklist.launch === at.checklist.launch) return null;
  const title = model.launch(checklist.launch).value?.title;
  return <StripButton name="Begin" title={title ?? ""} onPress={() => begin(first, { finish: false })} isBusy={task.busy} />;
}

/** What else a facilitator does with everybody: each opens the guide at its own tab. */
export function GuideButtons() {
  const { view } = useBoard();
  return (
    <fieldset class="guide-acts">
      <legend>Guide everybody</legend>
      <div class="row">
        {GUIDE_ACTS.map(([act, word]) => (
          <button
            key={act}
            type="button"
            onClick={() => {
              view.dialog.value = { name: "guide", act };
            }}
          >
            {word}
          </button>
        ))}
      </div>
    </fieldset>
  );
}

type Begin = (step: Step | null, how: { readonly finish: boolean }) => void;

/** Starts a step, or with null ends the one that is on; whoever does it is shown the place at once. */
export function useStarting(task: Task, launch: string): Begin {
  const scope = useBoard();
  const { connection, info } = scope;
  return (step, { finish }) => {
    const target = step ? { launch, entry: step.entry } : { launch: null, entry: null };
    task.run(async () => {
      const { turn } = await api.startPhase(info.id, { ...target, finish, seen: connection.stage.turnSeen });
      connection.stage.noteTurn(turn);
      if (step) showPlace(scope, launch, step);
    });
  };
}

function showPlace(scope: BoardScope, launch: string, { entry }: Step): void {
  const area = areaOf(entry);
  goTo(scope, area === null ? { root: "launches", id: launch } : { root: "areas", id: area });
}

interface WhileOnProps {
  readonly at: Whereabouts;
  readonly begin: Begin;
  readonly change: (action: TimeChange["action"], minutes?: number) => void;
  readonly isBusy: boolean;
}

function WhileOn({ at: { checklist, step, before, after }, begin, change, isBusy }: WhileOnProps) {
  const scope = useBoard();
  const { clock, round } = scope.connection.stage;
  const isPaused = clock.value.state === "paused";
  // What is next is to let people write or vote, or to reveal what they wrote.
  const waits = step !== null && (waitsForRound(scope, checklist.launch, step) || waitsForDots(scope, checklist.launch, step));
  const isNext = !isOn(round.value) && !waits;
  return (
    <>
      {/* They lie where Start was: whoever presses there once more does nothing that cannot be taken back. */}
      <div class="row">
        <StripButton name={isPaused ? "Go on" : "Pause"} onPress={() => change(isPaused ? "resume" : "pause")} isBusy={isBusy} />
        <StripButton name="+1 min" isRepeatable onPress={() => change("extend", 1)} isBusy={isBusy} />
        <StripButton name="+5 min" isRepeatable onPress={() => change("extend", 5)} isBusy={isBusy} />
      </div>
      {after ? (
        <StripButton name="Next" title={after.title} isPrimary={isNext} onPress={() => begin(after, { finish: true })} isBusy={isBusy} />
      ) : (
        <StripButton name="Finish" isPrimary={isNext} onPress={() => begin(null, { finish: true })} isBusy={isBusy} />
      )}
      <div class="row">
        {before && <StripButton name="Back" isQuiet onPress={() => begin(before, { finish: false })} isBusy={isBusy} />}
        {after && <StripButton name="Skip" isQuiet onPress={() => begin(after, { finish: false })} isBusy={isBusy} />}
        <StripButton name="Restart the time" isQuiet onPress={() => change("restart")} isBusy={isBusy} />
      </div>
      {/* Last, so that in every phase the buttons above are where they were. */}
      {step && <PrivatePhase key={`${step.entry} private`} launch={checklist.launch} step={step} isBusy={isBusy} />}
      {step && <DotsPhase key={`${step.entry} dots`} launch={checklist.launch} step={step} isBusy={isBusy} />}
    </>
  );
}

interface ButtonProps {
  readonly name: string;
  /** What it leads to, on a line of its own. */
  readonly title?: string;
  readonly isPrimary?: boolean;
  readonly isQuiet?: boolean;
  /** Whether the second press of a double click counts: after the first of others, the same place says something else. */
  readonly isRepeatable?: boolean;
  readonly isBusy: boolean;
  readonly onPress: () => void;
}

function StripButton({ name, title = "", isPrimary = false, isQuiet = false, isRepeatable = false, isBusy, onPress }: ButtonProps) {
  const look = isPrimary ? "primary" : isQuiet ? "quiet" : undefined;
  return (
    <button type="button" class={look} onClick={({ detail }) => (isRepeatable || detail < 2) && onPress()} aria-disabled={isBusy}>
      {name}
      {title && <span class="strip-title">: {title}</span>}
    </button>
  );
}
