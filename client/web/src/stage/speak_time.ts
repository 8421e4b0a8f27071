/** Says the time aloud at one minute before the end and at the end, and at no other second. */

import { effect, type ReadonlySignal } from "@preact/signals";
import type { BoardScope } from "../app/scope";
import type { PhaseClock } from "../model/stage";
import { whereabouts } from "./whereabouts";

const MINUTE = 60_000;
/** A page that slept says nothing about what is long past, in milliseconds. */
const STILL_NEWS = 10_000;

type Moments = readonly (readonly [before: number, words: (title: string) => string])[];

const PHASE: Moments = [
  [MINUTE, (title) => `One minute left for ${title}.`],
  [0, (title) => `Time is up for ${title}. Nothing is closed: go on until the facilitator does.`],
];

const TIMER: Moments = [
  [MINUTE, (title) => `One minute left on ${title}.`],
  [0, () => "The timer is up."],
];

export function speakTime(scope: BoardScope): () => void {
  const { clock, timer } = scope.connection.stage;
  const stops = [speakEnd(scope, clock, PHASE, () => whereabouts(scope)?.step?.title ?? "this phase"), speakEnd(scope, timer, TIMER, () => "the timer")];
  return () => stops.forEach((stop) => stop());
}

function speakEnd({ connection, view }: BoardScope, clock: ReadonlySignal<PhaseClock>, moments: Moments, title: () => string): () => void {
  return effect(() => {
    const { state, ends } = clock.value;
    if (state !== "running" || ends === null) return undefined;
    const timers = moments.flatMap(([before, words]) => {
      const wait = ends - before - connection.serverTime.now();
      const say = () => {
        const late = connection.serverTime.now() - (ends - before);
        if (late < STILL_NEWS) view.announce(words(title()));
      };
      return wait > 0 ? [setTimeout(say, wait)] : [];
    });
    return () => timers.forEach(clearTimeout);
  });
}
