import { useCallback, useRef, useState } from "preact/hooks";

import { useTask } from "../app/useTask";

export interface Making {
  readonly busy: boolean;
  readonly problem: unknown;
  /** How it stands, in words; "" before the first time. */
  readonly said: string;
  readonly say: (words: string) => void;
  /** Make something that takes a while; its words are said when it is done. */
  readonly make: (work: (stopped: AbortSignal) => Promise<string>) => void;
  /** End it: the server drops it, too. */
  readonly stop: () => void;
}

/** One file at a time that is made, and can be stopped meanwhile. */
export function useMaking(): Making {
  const { busy, problem, run } = useTask();
  const [said, say] = useState("");
  const stopper = useRef<AbortController | null>(null);
  const make = useCallback(
    (work: (stopped: AbortSignal) => Promise<string>) =>
      run(async () => {
        const { signal } = (stopper.current = new AbortController());
        say("Making the file…");
        try {
          say(await work(signal));
        } catch (failure) {
          say(signal.aborted ? "Stopped. Nothing was made." : "");
          if (!signal.aborted) throw failure;
        }
      }),
    [run],
  );
  const stop = useCallback(() => stopper.current?.abort(), []);
  return { busy, problem, said, say, make, stop };
}
