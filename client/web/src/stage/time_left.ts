/** What is left of a phase, in words. */

import type { PhaseClock } from "../model/stage";

const MINUTE = 60;

/** Seconds that are left, rounded up; below zero how long the time has been up. Null where nothing is on. */
export function secondsLeft(clock: PhaseClock, now: number): number | null {
  if (clock.state === "off") return null;
  return clock.state === "paused" || clock.ends === null ? Math.ceil(clock.left) : Math.ceil((clock.ends - now) / 1000);
}

/** “12:40 left”, “Time is up”, “Over by 2 min”: past the end nobody is hurried by seconds. */
export function timeWords(seconds: number): string {
  if (seconds > 0) return `${Math.floor(seconds / MINUTE)}:${String(seconds % MINUTE).padStart(2, "0")} left`;
  const over = Math.floor(-seconds / MINUTE);
  return over === 0 ? "Time is up" : `Over by ${over} min`;
}
