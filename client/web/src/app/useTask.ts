import { useCallback, useState } from "preact/hooks";

export interface Task {
  readonly busy: boolean;
  /** What went wrong last time. */
  readonly problem: unknown;
  /** Run something that may fail; while it runs, another start is ignored. */
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

/** Something loaded once when it is first shown; `reload` loads it again. */
export function useLoaded<T>(load: () => Promise<T>, initial: T): Task & { readonly value: T; readonly reload: () => void } {
  const [value, setValue] = useState(initial);
  const [started, setStarted] = useState(false);
  const task = useTask();
  const reload = () => task.run(async () => setValue(await load()));
  if (!started) {
    setStarted(true);
    reload();
  }
  return { ...task, value, reload };
}
