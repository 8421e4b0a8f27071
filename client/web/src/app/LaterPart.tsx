import { DialogFrame } from "./DialogFrame";
import { type Later, NotLoaded, useLater, useWondering } from "./later";
import { ProblemNote } from "./ProblemNote";

interface PageProps<P> {
  readonly part: Later<P>;
  readonly props: P;
}

/** A page that is loaded when its address is opened. */
export function LaterPage<P extends object>({ part, props }: PageProps<P>) {
  const found = useLater(part);
  const Part = found.value;
  if (Part) return <Part {...props} />;
  return (
    <main class="page narrow">
      <Waiting problem={found.problem} />
    </main>
  );
}

interface DialogProps<P> extends PageProps<P> {
  readonly onClose: () => void;
}

/** A dialog that is loaded when it is first opened. */
export function LaterDialog<P extends object>({ part, props, onClose }: DialogProps<P>) {
  const found = useLater(part);
  const wonders = useWondering();
  const Part = found.value;
  if (Part) return <Part {...props} />;
  if (!found.problem && !wonders) return null;
  return (
    <DialogFrame title={found.problem ? "Not loaded" : "One moment…"} onClose={onClose}>
      <Waiting problem={found.problem} onRetry={() => found.busy || found.reload()} />
    </DialogFrame>
  );
}

interface WaitingProps {
  readonly problem: unknown;
  /** Tries again without leaving what is on the page. */
  readonly onRetry?: () => void;
}

/** The page is left only where the server answers: else it would not come back. */
function Waiting({ problem, onRetry }: WaitingProps) {
  if (!problem) return <p>One moment…</p>;
  const isAway = problem instanceof NotLoaded && problem.failure === "away";
  return (
    <>
      <ProblemNote problem={problem} />
      <button type="button" class="primary" onClick={isAway && onRetry ? onRetry : () => window.location.reload()}>
        {isAway ? "Try again" : "Reload the page"}
      </button>
    </>
  );
}
