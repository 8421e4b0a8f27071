import { useRef } from "preact/hooks";

import { newId } from "../model/ids";
import type { Work } from "../work/told";
import { type Working, useWork } from "../work/use_work";

/** A way back, such as to a snapshot: both name the request, and say what was changed. */
export interface WayBack {
  readonly go: (requestId: string, work: Work) => Promise<readonly string[]>;
  /** Null where nothing was changed, for it was stopped in time. */
  readonly stop: (requestId: string) => Promise<readonly string[] | null>;
}

export interface Return {
  readonly changes: readonly string[];
  /** It was done before it could be stopped. */
  readonly isTooLate: boolean;
}

const WORDS = { begin: "Going back…", stopped: "Stopped. Nothing on the board was changed." };

/** Going back as work that tells how far it is and can be stopped (SPEC L4); `onDone` hears what it changed. */
export function useReturn({ go, stop }: WayBack, onDone: (done: Return) => void): Working & { readonly start: () => void } {
  const working = useWork(WORDS);
  // One id until it is known what became of it: the server goes back once, however often it is asked.
  const requestId = useRef(newId());
  const whatBecame = async (failure: unknown): Promise<Return> => {
    const applied = await stop(requestId.current);
    requestId.current = newId();
    if (applied === null) throw failure;
    return { changes: applied, isTooLate: true };
  };
  const start = (): void =>
    working.run(async (work) => {
      const went = go(requestId.current, work).then((changes) => ({ changes, isTooLate: false }));
      onDone(await went.catch(whatBecame));
      return "";
    });
  return { ...working, start };
}
