import { useEffect, useRef, useState } from "preact/hooks";

import type { Progress, Work } from "./told";

/** Looking for longer than this is spoken of, in milliseconds: what is there at once needs no words. */
const SLOW = 1_000;

export interface Found<T> {
  readonly value: T | null;
  readonly busy: boolean;
  /** It is busy, and has been for so long that people want to know how far it is. */
  readonly isSlow: boolean;
  /** A person ended it; what was found before is still there. */
  readonly isStopped: boolean;
  readonly problem: unknown;
  readonly progress: Progress | null;
  /** Look again; what was asked before is dropped. */
  readonly reload: () => void;
  readonly stop: () => void;
}

const BEGUN = { busy: true, isSlow: false, isStopped: false, problem: null as unknown, progress: null as Progress | null };

/**
 * What the server works out when it is first shown, and anew whenever `since` is another. What nobody looks at any more is
 * dropped by the server, too.
 */
export function useFound<T>(find: (work: Work) => Promise<T>, since: unknown): Found<T> {
  const [state, setState] = useState({ value: null as T | null, ...BEGUN });
  const [turn, setTurn] = useState(0);
  const stopper = useRef<AbortController | null>(null);
  useEffect(() => {
    const controller = (stopper.current = new AbortController());
    const change = (changed: Partial<typeof state>): void => {
      if (stopper.current === controller) setState((before) => ({ ...before, ...changed }));
    };
    const end = (changed: Partial<typeof state>): void => {
      clearTimeout(timer);
      change({ ...BEGUN, busy: false, ...changed });
    };
    const timer = setTimeout(() => change({ isSlow: true }), SLOW);
    change(BEGUN);
    find({ stopped: controller.signal, tell: (progress) => change({ progress }) }).then(
      (value) => end({ value }),
      (problem: unknown) => end(controller.signal.aborted ? { isStopped: true } : { problem }),
    );
    return () => {
      clearTimeout(timer);
      stopper.current = null;
      controller.abort();
    };
    // `find` is new each time; `since` says when it would find something else.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [since, turn]);
  return { ...state, reload: () => setTurn((count) => count + 1), stop: () => stopper.current?.abort() };
}
