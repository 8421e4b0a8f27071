import "./stage.css";
import { useEffect, useRef } from "preact/hooks";
import { api } from "../app/api";
import { goTo } from "../app/go_to";
import { keptFocus } from "../app/kept_focus";
import { ProblemNote } from "../app/ProblemNote";
import { useBoard } from "../app/scope";
import { type Task, useTask, useTasksInTurn } from "../app/useTask";
import type { Checklist } from "../model/stage";
import { FacilitatorStrip, GuideButtons, useStarting } from "./FacilitatorStrip";
import { speakRoles } from "../people/todays_roles";
import { HatNow } from "../hats/HatNow";
import { RolesNow } from "./RolesNow";
import { foldWhenDone, OpenLine, OpenNow } from "./OpenNow";
import { fromTheTop } from "./from_the_top";
import { waitsForRound } from "../private/PrivatePhase";
import { speakLocks } from "./locks";
import { speakStart } from "./speak_start";
import { speakTime } from "./speak_time";
import { useSettling } from "./settling";
import { type Step, stepsOf } from "./steps";
import { TimeLeft } from "./TimeLeft";
import { TimerButtons } from "./TimerButtons";
import { areaTitle, areaTitles, phaseCount, type Whereabouts, whereabouts } from "./whereabouts";

/** Where the group is, how long, and all that there is to do now; for facilitators with what leads on. */
export function NowPanel() {
  const scope = useBoard();
  const { view, connection } = scope;
  const { stage } = connection;
  useEffect(() => speakStart(scope), [scope]);
  useEffect(() => speakTime(scope), [scope]);
  useEffect(() => speakLocks(scope), [scope]);
  useEffect(() => speakRoles(scope), [scope]);
  useEffect(() => foldWhenDone(scope), [scope]);
  const panel = useRef<HTMLElement>(null);
  useEffect(() => (panel.current ? keptFocus(panel.current) : undefined), []);
  useEffect(() => (panel.current ? fromTheTop(panel.current, scope) : undefined), [scope]);
  const at = whereabouts(scope);
  const isShown = view.showNow.value;
  return (
    <aside ref={panel} class={isShown ? "now" : "now is-folded"} aria-labelledby="now-title">
      <div class="now-head">
        <h2 id="now-title">
          <button
            type="button"
            class="quiet heading-button"
            aria-expanded={isShown}
            onClick={() => {
              view.showNow.value = !isShown;
            }}
          >
            Now
          </button>
        </h2>
        {at?.step && <p class="phase-count">{phaseCount(at)}</p>}
        <p class="now-line">{at ? (at.step?.title ?? "Every step is done.") : ""}</p>
        <TimeLeft clock={stage.clock.value} />
        <TimeLeft clock={stage.timer.value} name="Timer" />
      </div>
      {isShown ? <Unfolded at={at} /> : <Folded at={at} />}
    </aside>
  );
}

/** On a phone a bar: what to do, in two lines, and what waits for this person. */
function Folded({ at }: { readonly at: Whereabouts | null }) {
  return (
    <>
      {at?.step && <p class="do-line">{at.step.phase.do}</p>}
      {at && <NotYetUnseen at={at} />}
      <OpenLine />
    </>
  );
}

function Unfolded({ at }: { readonly at: Whereabouts | null }) {
  const mayLead = useBoard().connection.role.value === "facilitate";
  // One thing at a time, wherever it is pressed.
  const leading = useSettling(useTask(), at);
  return (
    <>
      {at && <WhatToDo at={at} />}
      {at && mayLead && <FacilitatorStrip at={at} task={leading} />}
      <OpenNow />
      {mayLead && <GuideButtons />}
      <HatNow />
      {at && <RolesNow launch={at.checklist.launch} />}
      {mayLead && <TimerButtons />}
      <NobodyLeads />
      {at && <AllSteps at={at} leading={leading} />}
    </>
  );
}

function WhatToDo({ at }: { readonly at: Whereabouts }) {
  const { model } = useBoard();
  const { step, isOn } = at;
  if (!step) return null;
  const area = areaTitle(model, step);
  return (
    <div class="what-to-do">
      {area !== null && <p class="hint">About the area “{area}”</p>}
      <p>{step.phase.do}</p>
      <NotYetUnseen at={at} />
      {!isOn && <p class="hint">Not started yet. About {step.phase.minutes} min.</p>}
    </div>
  );
}

/** In a phase of silence, until the round is open: nothing that is written now stays unseen. */
function NotYetUnseen({ at: { checklist, step, isOn } }: { readonly at: Whereabouts }) {
  const scope = useBoard();
  const mayOnlyWrite = scope.connection.role.value === "edit";
  if (!mayOnlyWrite || !isOn || !step || !waitsForRound(scope, checklist.launch, step)) return null;
  return <p class="hint">Wait until “Write on your own” opens here. What you add on the board is seen at once.</p>;
}

/** Said where no facilitator is here. */
function NobodyLeads() {
  const { connection } = useBoard();
  const isSomebodyHere = connection.role.value === "facilitate" || connection.peers.value.some(({ user }) => user.leads);
  if (isSomebodyHere || !connection.caughtUp.value) return null;
  return (
    <p class="nobody-leads">
      No facilitator is here. The time goes on. Ask one to come back by their link, or the organiser to make you one: People.
    </p>
  );
}

/** The steps of every launch, the newest first: it is what the group has just begun. */
function AllSteps({ at, leading }: { readonly at: Whereabouts; readonly leading: Task }) {
  const { connection, model } = useBoard();
  const lists = connection.stage.checklists.value;
  const newestFirst = model.launches.value.flatMap((id) => lists.get(id) ?? []).toReversed();
  return (
    <>
      {newestFirst.map((checklist, index) => (
        <PhaseBar key={checklist.launch} checklist={checklist} at={at} leading={leading} isNewest={index === 0} />
      ))}
    </>
  );
}

interface BarProps {
  readonly checklist: Checklist;
  readonly at: Whereabouts;
  readonly leading: Task;
  readonly isNewest: boolean;
}

/** The steps of one launch, folded unless the group is at one of them, it is the newest, or somebody unfolds it. */
function PhaseBar({ checklist, at, leading, isNewest }: BarProps) {
  const scope = useBoard();
  const { model, view } = scope;
  const { launch } = checklist;
  const steps = stepsOf(checklist, areaTitles(model));
  const done = steps.filter(({ entry }) => checklist.done.has(entry)).length;
  const isHere = at.checklist.launch === launch;
  const isOpen = view.unfolded.value.get(launch) ?? (isNewest || isHere);
  const title = model.launch(launch).value?.title;
  const current = isHere ? (at.step?.entry ?? null) : null;
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
      {isOpen && <Steps checklist={checklist} steps={steps} current={current} leading={leading} />}
    </div>
  );
}

interface StepsProps {
  readonly checklist: Checklist;
  readonly steps: readonly Step[];
  readonly current: string | null;
  readonly leading: Task;
}

function Steps({ checklist, steps, current, leading }: StepsProps) {
  const { connection, info } = useBoard();
  const { launch } = checklist;
  const task = useTasksInTurn();
  const begin = useStarting(leading, launch);
  const mayLead = connection.role.value === "facilitate";
  const tick = (entry: string, isDone: boolean) => task.run(() => api.tickPhase(info.id, launch, entry, isDone));
  return (
    <>
      <ProblemNote problem={task.problem} />
      <ol>
        {steps.map((step) => (
          <StepLine
            key={step.entry}
            step={step}
            isDone={checklist.done.has(step.entry)}
            isCurrent={current === step.entry}
            onTick={mayLead ? tick : null}
            isBusy={leading.busy}
            onStart={mayLead ? () => begin(step, { finish: false }) : null}
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
  readonly isBusy: boolean;
  /** Null for those who do not lead. */
  readonly onTick: ((entry: string, isDone: boolean) => void) | null;
  readonly onStart: (() => void) | null;
}

function StepLine({ step, isDone, isCurrent, isBusy, onTick, onStart }: StepProps) {
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
      {onStart && !isCurrent && (
        <button type="button" class="quiet" onClick={onStart} aria-disabled={isBusy}>
          Start<span class="hidden"> {step.title}</span>
        </button>
      )}
    </li>
  );
}
