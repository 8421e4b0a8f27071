import { useRef } from "preact/hooks";

import { ProblemNote } from "../app/ProblemNote";
import type { Making } from "./use_making";

/** How the making of a file stands, and a way to stop it. */
export function MakingLine({ making }: { readonly making: Making }) {
  const line = useRef<HTMLParagraphElement>(null);
  // The button goes with what it stops; the keyboard stays here.
  const stop = (): void => {
    line.current?.focus();
    making.stop();
  };
  return (
    <>
      <p class="export-said" ref={line} tabIndex={-1}>
        <output>{making.said}</output>{" "}
        {making.busy && (
          <button type="button" class="quiet" onClick={stop}>
            Stop
          </button>
        )}
      </p>
      <ProblemNote problem={making.problem} />
    </>
  );
}
