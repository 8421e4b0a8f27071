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
  const launches = model.launches.value.filter((id) => lists.has(id));
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
          return checklist && <PhaseBar key={id} checklist={checklist} />;
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

function PhaseBar({ checklist }: { readonly checklist: Checklist }) {
  const scope = useBoard();
  const { model, connection, info } = scope;
  const areas = useAreas();
  const task = useTask();
  const mayLead = connection.role.value === "facilitate";
  const steps = stepsOf(checklist, areas);
  const now = stepNow(checklist, steps);
  const done = steps.filter(({ entry }) => checklist.done.has(entry)).length;
  const tick = (entry: string, isDone: boolean) => task.run(() => api.tickPhase(info.id, checklist.launch, entry, isDone));
  const go = (entry: string) => {
    const area = areaOf(entry);
    if (area === null) goTo(scope, "launch", checklist.launch);
    else goTo(scope, "area", area);
    task.run(() => api.goToPhase(info.id, checklist.launch, entry));
  };
  const title = model.launch(checklist.launch).value?.title;
  return (
    <div class="phases">
      <h3>
        {title}{" "}
        <span class="count">
          {done} of {steps.length} done
        </span>
      </h3>
      <button type="button" class="quiet" onClick={() => goTo(scope, "launch", checklist.launch)}>
        Go to<span class="hidden"> {title}</span>
      </button>
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
    </div>
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
          Go to<span class="hidden"> {step.title}</span>
        </button>
      )}
    </li>
  );
}
