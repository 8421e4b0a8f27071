import { useCallback, useRef, useState } from "preact/hooks";

import { useTask } from "../app/useTask";
import type { Progress, Work } from "./told";

export interface Working {
  readonly busy: boolean;
  readonly problem: unknown;
  /** How it stands, in words; "" before the first time. */
  readonly said: string;
  /** How far the server is with it, once that is known. */
  readonly progress: Progress | null;
  readonly say: (words: string) => void;
  /** Do something that takes a while; its words are said when it is done. */
  readonly run: (job: (work: Work) => Promise<string>) => void;
  /** End it: the server drops it, too. */
  readonly stop: () => void;
}

export interface WorkWords {
  readonly begin: string;
  readonly stopped: string;
}

export const MAKING: WorkWords = { begin: "Making the file…", stopped: "Stopped. Nothing was made." };

/** One thing at a time that takes long on the server, tells how far it is, and can be stopped. */
export function useWork({ begin, stopped }: WorkWords): Working {
  const task = useTask();
  const [said, say] = useState("");
  const [progress, tell] = useState<Progress | null>(null);
  const stopper = useRef<AbortController | null>(null);
  const { run: start } = task;
  const run = useCallback(
    (job: (work: Work) => Promise<string>) =>
      start(async () => {
        const { signal } = (stopper.current = new AbortController());
        say(begin);
        try {
          say(await job({ stopped: signal, tell }));
        } catch (failure) {
          say(signal.aborted ? stopped : "");
          if (!signal.aborted) throw failure;
        } finally {
          tell(null);
        }
      }),
    [start, begin, stopped],
  );
  const stop = useCallback(() => stopper.current?.abort(), []);
  return { busy: task.busy, problem: task.problem, said, progress, say, run, stop };
}
