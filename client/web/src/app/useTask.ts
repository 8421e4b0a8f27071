import { useCallback, useRef, useState } from "preact/hooks";

export interface Task {
  readonly busy: boolean;
  /** What went wrong last time. */
  readonly problem: unknown;
  /**
   * Run something that may fail; while it runs, another start is ignored. Its button is then aria-disabled, not disabled:
   * that would take the focus away.
   */
  readonly run: (work: () => Promise<void>) => void;
}

/** One thing at a time that a person started and that may fail. */
export function useTask(): Task {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const run = useCallback(
    (work: () => Promise<void>) => {
      if (busy) return;
      setBusy(true);
      setProblem(null);
      work()
        .catch(setProblem)
        .finally(() => setBusy(false));
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
