import { useCallback, useRef, useState } from "preact/hooks";
import { useAnnouncements } from "./useAnnouncements";

export interface Task {
  readonly busy: boolean;
  /** What went wrong last time. */
  readonly problem: unknown;
  /** Run something that may fail. */
  readonly run: (work: () => Promise<void>) => void;
}

/** Said to who presses while what they pressed before is being done. */
export const ONE_MOMENT = "One moment: what you pressed before is still being done.";

/**
 * One thing at a time that a person started and that may fail; while it runs, another start is not taken, and that is said.
 * Its button is then aria-disabled, not disabled: that would take the focus away.
 */
export function useTask(): Task {
  const announcements = useAnnouncements();
  const [busy, setBusy] = useState(false);
  // The second press of a double click may come before the first is drawn.
  const isTaken = useRef(false);
  const [problem, setProblem] = useState<unknown>(null);
  const run = useCallback(
    (work: () => Promise<void>) => {
      if (isTaken.current) return announcements.announce(ONE_MOMENT);
      isTaken.current = true;
      setBusy(true);
      setProblem(null);
      work()
        .catch(setProblem)
        .finally(() => {
          isTaken.current = false;
          setBusy(false);
        });
      return undefined;
    },
    [announcements],
  );
  return { busy, problem, run };
}

/** Things that do not depend on each other: each is done after the one before, however soon it was pressed. */
export function useTasksInTurn(): Task {
  const [waiting, setWaiting] = useState(0);
  const [problem, setProblem] = useState<unknown>(null);
  const last = useRef(Promise.resolve());
  const busy = waiting > 0;
  const run = useCallback(
    (work: () => Promise<void>) => {
      // What went wrong stays in sight until all that was pressed is done.
      if (!busy) setProblem(null);
      setWaiting((count) => count + 1);
      last.current = last.current
        .then(work)
        .catch(setProblem)
        .finally(() => setWaiting((count) => count - 1));
    },
    [busy],
  );
  return { busy, problem, run };
}

export interface Loaded<T> extends Pick<Task, "busy" | "problem"> {
  readonly value: T;
  /** Load it again; what was asked last is what counts. */
  readonly reload: () => void;
}

/** Something loaded when it is first shown, and again whenever `since` is another. */
export function useLoaded<T>(load: () => Promise<T>, initial: T, since: unknown = null): Loaded<T> {
  const [state, setState] = useState({ value: initial, busy: false, problem: null as unknown });
  const [started, setStarted] = useState<{ readonly since: unknown } | null>(null);
  const turns = useRef(0);
  const reload = () => {
    turns.current += 1;
    const turn = turns.current;
    const end = (changed: Partial<typeof state>) => {
      if (turn === turns.current) setState((before) => ({ ...before, busy: false, ...changed }));
    };
    setState((before) => ({ ...before, busy: true, problem: null }));
    load().then(
      (value) => end({ value }),
      (problem: unknown) => end({ problem }),
    );
  };
  if (started === null || started.since !== since) {
    setStarted({ since });
    reload();
  }
  return { ...state, reload };
}
