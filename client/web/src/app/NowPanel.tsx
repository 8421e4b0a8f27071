import { areaOf, type Checklist } from "../model/stage";
import { api } from "./api";
import { goTo } from "./go_to";
import { ProblemNote } from "./ProblemNote";
import { useBoard } from "./scope";
import { type Step, stepNow, stepsOf } from "./steps";
import { useTask } from "./useTask";

/** Where the group is: the phases of each launch as a checklist, without a clock. Shown only where there are phases. */
export function NowPanel() {
  const { connection, model, view } = useBoard();
  const lists = connection.stage.checklists.value;
  // The newest first: it is what the group has just begun.
  const launches = model.launches.value.filter((id) => lists.has(id)).toReversed();
  if (launches.length === 0) return null;
  return (
    <aside class="now" aria-labelledby="now-title">
      <h2 id="now-title">
        <button
          type="button"
          class="quiet heading-button"
          aria-expanded={view.showNow.value}
          onClick={() => {
            view.showNow.value = !view.showNow.value;
          }}
        >
          Now
        </button>
      </h2>
      <NowLine />
      {view.showNow.value &&
        launches.map((id) => {
          const checklist = lists.get(id);
          return checklist && <PhaseBar key={id} checklist={checklist} isNewest={id === launches[0]} />;
        })}
    </aside>
  );
}

/** One sentence on what to do now, spoken when it changes: the step of what was launched last and is not finished. */
function NowLine() {
  const { connection, model } = useBoard();
  const areas = useAreas();
  const lists = connection.stage.checklists.value;
  const steps = model.launches.value.flatMap((id) => {
    const checklist = lists.get(id);
    return checklist ? [stepNow(checklist, stepsOf(checklist, areas))] : [];
  });
  const step = steps.findLast((each) => each !== null);
  return <output class="now-line">{step ? step.title : "Every step is done."}</output>;
}

function useAreas(): readonly (readonly [string, string])[] {
  const { model } = useBoard();
  return model.areas.value.map((id) => [id, model.area(id).value?.title ?? ""] as const);
}

interface BarProps {
  readonly checklist: Checklist;
  readonly isNewest: boolean;
}

/** The steps of one launch, folded unless it is the newest or somebody unfolds it. */
function PhaseBar({ checklist, isNewest }: BarProps) {
  const scope = useBoard();
  const { model, view } = scope;
  const areas = useAreas();
  const { launch } = checklist;
  const steps = stepsOf(checklist, areas);
  const done = steps.filter(({ entry }) => checklist.done.has(entry)).length;
  const isOpen = view.unfolded.value.get(launch) ?? isNewest;
  const title = model.launch(launch).value?.title;
  return (
    <div class="phases">
      <h3>
        <button type="button" class="quiet heading-button" aria-expanded={isOpen} onClick={() => view.unfold(launch, !isOpen)}>
          {title}{" "}
          <span class="count">
            {done} of {steps.length} done
          </span>
        </button>
      </h3>
      <button type="button" class="quiet" onClick={() => goTo(scope, { root: "launches", id: launch })}>
        Go to<span class="hidden"> {title}</span>
      </button>
      {isOpen && <Steps checklist={checklist} steps={steps} />}
    </div>
  );
}

function Steps({ checklist, steps }: { readonly checklist: Checklist; readonly steps: readonly Step[] }) {
  const scope = useBoard();
  const { connection, info } = scope;
  const { launch } = checklist;
  const task = useTask();
  const mayLead = connection.role.value === "facilitate";
  const now = stepNow(checklist, steps);
  const tick = (entry: string, isDone: boolean) => task.run(() => api.tickPhase(info.id, launch, entry, isDone));
  const go = (entry: string) => {
    const area = areaOf(entry);
    goTo(scope, area === null ? { root: "launches", id: launch } : { root: "areas", id: area });
    task.run(() => api.goToPhase(info.id, launch, entry));
  };
  return (
    <>
      <ProblemNote problem={task.problem} />
      <ol>
        {steps.map((step) => (
          <StepLine
            key={step.entry}
            step={step}
            isDone={checklist.done.has(step.entry)}
            isCurrent={now?.entry === step.entry}
            onTick={mayLead ? tick : null}
            onGo={mayLead ? go : null}
          />
        ))}
      </ol>
    </>
  );
}

interface StepProps {
  readonly step: Step;
  readonly isDone: boolean;
  readonly isCurrent: boolean;
  /** Null for those who do not lead. */
  readonly onTick: ((entry: string, isDone: boolean) => void) | null;
  readonly onGo: ((entry: string) => void) | null;
}

function StepLine({ step, isDone, isCurrent, onTick, onGo }: StepProps) {
  const id = `step-${step.entry.replaceAll("/", "-")}`;
  return (
    <li class={isCurrent ? "step current" : "step"} aria-current={isCurrent ? "step" : undefined}>
      {onTick ? (
        <span class="tick">
          <input id={id} type="checkbox" checked={isDone} onChange={(event) => onTick(step.entry, event.currentTarget.checked)} />
          <label for={id}>{step.title}</label>
        </span>
      ) : (
        <span class={isDone ? "tick done" : "tick"}>
          {step.title}
          {isDone && <span class="badge">Done</span>}
        </span>
      )}
      <span class="minutes">about {step.phase.minutes} min</span>
      {isCurrent && <p class="do-now">{step.phase.do}</p>}
      {onGo && !isCurrent && (
        <button type="button" class="quiet" onClick={() => onGo(step.entry)}>
          Start<span class="hidden"> {step.title}</span>
        </button>
      )}
    </li>
  );
}
