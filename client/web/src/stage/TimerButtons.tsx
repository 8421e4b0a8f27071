import { api, type FreeTimerChange } from "../app/api";
import { ProblemNote } from "../app/ProblemNote";
import { useBoard } from "../app/scope";
import { useTask } from "../app/useTask";

/** What groups ask for most, in minutes. */
const MINUTES = [2, 5, 10];

/** A time that belongs to no phase: a facilitator starts it at any moment, and no phase is disturbed. */
export function TimerButtons() {
  const { connection, info } = useBoard();
  const task = useTask();
  const { state, turn } = connection.stage.timer.value;
  const change = (action: FreeTimerChange["action"], minutes = 1) => () =>
    task.run(() => api.changeTimer(info.id, { action, minutes, seen: turn }));
  return (
    <fieldset class="guide-acts">
      <legend>Timer</legend>
      <ProblemNote problem={task.problem} />
      <div class="row">
        {state === "off" ? (
          MINUTES.map((minutes) => (
            <button key={minutes} type="button" aria-disabled={task.busy} onClick={change("start", minutes)}>
              {minutes} min
            </button>
          ))
        ) : (
          <>
            <button type="button" aria-disabled={task.busy} onClick={change(state === "paused" ? "resume" : "pause")}>
              {state === "paused" ? "Go on" : "Pause"}
              <span class="hidden"> with the timer</span>
            </button>
            <button type="button" aria-disabled={task.busy} onClick={change("extend", 1)}>
              +1 min<span class="hidden"> for the timer</span>
            </button>
            <button type="button" aria-disabled={task.busy} onClick={change("stop")}>
              Stop<span class="hidden"> the timer</span>
            </button>
          </>
        )}
      </div>
    </fieldset>
  );
}
