/** Says the time aloud at one minute before the end and at the end, and at no other second. */

import { effect } from "@preact/signals";
import type { BoardScope } from "../app/scope";
import { whereabouts } from "./whereabouts";

const MINUTE = 60_000;
/** A page that slept says nothing about what is long past, in milliseconds. */
const STILL_NEWS = 10_000;

const MOMENTS: readonly (readonly [before: number, words: (title: string) => string])[] = [
  [MINUTE, (title) => `One minute left for ${title}.`],
  [0, (title) => `Time is up for ${title}. Nothing is closed: go on until the facilitator does.`],
];

export function speakTime(scope: BoardScope): () => void {
  const { connection, view } = scope;
  return effect(() => {
    const { state, ends } = connection.stage.clock.value;
    if (state !== "running" || ends === null) return undefined;
    const timers = MOMENTS.flatMap(([before, words]) => {
      const wait = ends - before - connection.serverTime.now();
      const say = () => {
        const late = connection.serverTime.now() - (ends - before);
        if (late < STILL_NEWS) view.announce(words(whereabouts(scope)?.step?.title ?? "this phase"));
      };
      return wait > 0 ? [setTimeout(say, wait)] : [];
    });
    return () => timers.forEach(clearTimeout);
  });
}
