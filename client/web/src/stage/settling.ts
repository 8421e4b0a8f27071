import { useCallback, useEffect, useState } from "preact/hooks";
import type { Task } from "../app/useTask";
import type { Whereabouts } from "./whereabouts";

/** In milliseconds. A second press by habit comes sooner; who reads what stands there now presses later. */
export const MOMENT = 1000;

/**
 * The task, which is also busy for a moment after another phase has come: other buttons lie under the pointer then, and a
 * press that was meant for what lay there before must start nothing.
 */
export function useSettling({ run, busy, problem }: Task, at: Whereabouts | null): Task {
  const phase = at?.isOn ? `${at.checklist.launch} ${at.step?.entry}` : "";
  const [settled, setSettled] = useState(phase);
  useEffect(() => {
    if (settled === phase) return undefined;
    const timer = setTimeout(() => setSettled(phase), MOMENT);
    return () => clearTimeout(timer);
  }, [settled, phase]);
  const isSettling = settled !== phase;
  const runOnceSettled = useCallback<Task["run"]>((work) => isSettling || run(work), [isSettling, run]);
  return { problem, busy: busy || isSettling, run: runOnceSettled };
}
