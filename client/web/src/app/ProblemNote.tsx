import { Problem } from "./api";
import { NotLoaded } from "./later";

/** What went wrong, said at once to screen readers too. */
export function ProblemNote({ problem }: { readonly problem: unknown }) {
  if (!problem) return null;
  const words = problem instanceof Problem || problem instanceof NotLoaded ? problem.message : "Something went wrong on this page. Reload it and try again.";
  return (
    <p class="problem" role="alert">
      {words}
    </p>
  );
}
