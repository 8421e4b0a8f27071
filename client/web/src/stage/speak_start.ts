/** Says aloud what has begun: a phase with its time and what to do, or a timer; to who comes later, which phase is on. */

import { effect } from "@preact/signals";
import type { BoardScope } from "../app/scope";
import type { Step } from "./steps";
import { secondsLeft } from "./time_left";
import { phaseCount, whereabouts } from "./whereabouts";

export function speakStart(scope: BoardScope): () => void {
  const stops = [speakPhase(scope), speakTimer(scope)];
  return () => stops.forEach((stop) => stop());
}

function speakPhase(scope: BoardScope): () => void {
  const { connection, view } = scope;
  let known: string | null = null;
  return effect(() => {
    if (!connection.caughtUp.value) return;
    const at = whereabouts(scope);
    const step = at?.isOn ? at.step : null;
    const before = known;
    known = step === null ? "" : `${at?.checklist.launch} ${step.entry}`;
    if (at === null || step === null || known === before) return;
    const begins = before === null ? "is on" : "has begun";
    view.announce(`${phaseCount(at)} ${begins}: ${phaseWords(scope, step)}`);
  });
}

function phaseWords({ connection }: BoardScope, { title, phase }: Step): string {
  const left = secondsLeft(connection.stage.clock.value, connection.serverTime.now()) ?? 0;
  return `${title}. ${left > 0 ? `${minutesOf(left)} left.` : "Its time is up."} ${phase.do}`;
}

function speakTimer({ connection, view }: BoardScope): () => void {
  let wasOn: boolean | null = null;
  return effect(() => {
    if (!connection.caughtUp.value) return;
    const timer = connection.stage.timer.value;
    const begins = wasOn === false && timer.state === "running";
    wasOn = timer.state !== "off";
    const left = secondsLeft(timer, connection.serverTime.now()) ?? 0;
    if (begins) view.announce(`A timer of ${minutesOf(left)} has begun.`);
  });
}

function minutesOf(seconds: number): string {
  const minutes = Math.max(1, Math.round(seconds / 60));
  return minutes === 1 ? "1 minute" : `${minutes} minutes`;
}
