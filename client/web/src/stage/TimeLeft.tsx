import type { PhaseClock } from "../model/stage";
import { timeWords } from "./time_left";
import { useSecondsLeft } from "./use_now";

interface Props {
  readonly clock: PhaseClock;
  /** What the time is of, where it is not the phase's. */
  readonly name?: string;
}

/** What is left of a time. It is seen each second, and said twice: see `speakTime`. */
export function TimeLeft({ clock, name }: Props) {
  const left = useSecondsLeft(clock);
  if (left === null) return null;
  return (
    <p class={left <= 0 ? "time-left is-up" : "time-left"} role="timer" aria-label={name}>
      {name && <span>{name}:</span>} {timeWords(left)}
      {clock.state === "paused" && <span class="badge">Paused</span>}
    </p>
  );
}
