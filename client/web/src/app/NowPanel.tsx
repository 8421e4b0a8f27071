import type { Phase } from "../model/schema.gen";
import { type Checklist, entryOf } from "../model/stage";
import { api } from "./api";
import { ProblemNote } from "./ProblemNote";
import { useBoard } from "./scope";
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

/** One sentence on what to do now, spoken when it changes. */
function NowLine() {
  const { connection } = useBoard();
  const current = [...connection.stage.checklists.value.values()].flatMap((checklist) => currentPhase(checklist) ?? []);
  const [phase] = current;
  return (
    <output class="now-line">
      {phase ? phase.title : "No step is under way."}
    </output>
  );
}

/** A phase of a launch, and for which area it is gone through. */
interface Step {
  readonly entry: string;
  readonly title: string;
  readonly phase: Phase;
}

function PhaseBar({ checklist }: { readonly checklist: Checklist }) {
  const { model, connection, info } = useBoard();
  const task = useTask();
  const mayLead = connection.role.value === "facilitate";
  const steps = stepsOf(checklist, model.areas.value.map((id) => [id, model.area(id).value?.title ?? ""] as const));
  const done = steps.filter(({ entry }) => checklist.done.has(entry)).length;
  const tick = (entry: string, isDone: boolean) => task.run(() => api.tickPhase(info.id, checklist.launch, entry, isDone));
  const go = (entry: string) => task.run(() => api.goToPhase(info.id, checklist.launch, entry));
  return (
    <div class="phases">
      <h3>
        {model.launch(checklist.launch).value?.title}{" "}
        <span class="count">
          {done} of {steps.length} done
        </span>
      </h3>
      <ProblemNote problem={task.problem} />
      <ol>
        {steps.map((step) => (
          <StepLine
            key={step.entry}
            step={step}
            isDone={checklist.done.has(step.entry)}
            isCurrent={checklist.current === step.entry}
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

function stepsOf(checklist: Checklist, areas: readonly (readonly [string, string])[]): readonly Step[] {
  return checklist.phases.flatMap((phase): readonly Step[] => {
    if (!phase.per_area || areas.length === 0) return [{ entry: phase.id, title: phase.title, phase }];
    return areas.map(([id, title]) => ({ entry: entryOf(phase, id), title: `${phase.title}: ${title}`, phase }));
  });
}

function currentPhase(checklist: Checklist): Phase | undefined {
  const id = checklist.current?.split("/")[0];
  return checklist.phases.find((phase) => phase.id === id);
}
