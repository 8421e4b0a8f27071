import { useRef, useState } from "preact/hooks";
import { Problem } from "../app/api";
import { type Task, useTasksInTurn } from "../app/useTask";
import { useProgrammes } from "./scope";
import type { Kept } from "./types";

export interface Edits<T> extends Pick<Task, "busy" | "problem"> {
  /** As it is stored now, as far as this page knows. */
  readonly kept: Kept<T>;
  /** Take what was stored in another way, such as by a form. */
  readonly take: (stored: Kept<T>) => void;
  /** Change it and say these words; what was pressed before is stored first, and this changes what came of it. */
  readonly edit: (change: (entity: T) => T, words: (changed: T) => string) => void;
}

/** An entity that is changed by single presses, each stored at once: none is lost, however soon it comes after another. */
export function useEdits<T>(loaded: Kept<T>, store: (entity: T, revision: number) => Promise<Kept<T>>): Edits<T> {
  const { say } = useProgrammes();
  const { run, busy, problem } = useTasksInTurn();
  const newest = useRef(loaded);
  const [, draw] = useState(0);
  if (loaded.revision > newest.current.revision) newest.current = loaded;
  const take = (stored: Kept<T>) => {
    if (stored.revision > newest.current.revision) newest.current = stored;
    draw((turn) => turn + 1);
  };
  const edit = (change: (entity: T) => T, words: (changed: T) => string) =>
    run(async () => {
      const { entity, revision } = newest.current;
      const changed = change(entity);
      // Pressed once more, it may be done already.
      if (JSON.stringify(changed) === JSON.stringify(entity)) return;
      try {
        take(await store(changed, revision));
        say(words(changed));
      } catch (failure) {
        // Whoever was faster is shown instead.
        if (failure instanceof Problem && failure.newer) take(failure.newer as Kept<T>);
        throw failure;
      }
    });
  return { kept: newest.current, busy, problem, take, edit };
}
