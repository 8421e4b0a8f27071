import { useEffect, useState } from "preact/hooks";
import { useBoard } from "../app/scope";
import { secondsLeft } from "./time_left";

const SECOND = 1000;

/** The seconds that the phase has left, up to date each second while its time runs. Null where nothing is on. */
export function useSecondsLeft(): number | null {
  const { connection } = useBoard();
  const clock = connection.stage.clock.value;
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
