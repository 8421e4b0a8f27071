import { useEffect, useState } from "preact/hooks";
import { useBoard } from "../app/scope";
import type { PhaseClock } from "../model/stage";
import { secondsLeft } from "./time_left";

const SECOND = 1000;

/** The seconds that are left, up to date each second while the time runs. Null where nothing is on. */
export function useSecondsLeft(clock: PhaseClock): number | null {
  const { connection } = useBoard();
  const now = connection.serverTime.now();
  const [, tick] = useState(0);
  const runs = clock.state === "running";
  useEffect(() => {
    if (!runs) return undefined;
    const timer = setInterval(() => tick((count) => count + 1), SECOND);
    return () => clearInterval(timer);
  }, [runs]);
  return secondsLeft(clock, now);
}
