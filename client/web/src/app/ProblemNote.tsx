import { Problem } from "./api";
import { NotLoaded } from "./later";

interface Props {
  readonly problem: unknown;
  /** It stands in a form that says at each field what is wrong with it: the server's names for fields are left out. */
  readonly inForm?: boolean;
}

/** What went wrong, said at once to screen readers too. */
export function ProblemNote({ problem, inForm = false }: Props) {
  if (!problem) return null;
  const words = problem instanceof Problem || problem instanceof NotLoaded ? problem.message : "Something went wrong on this page. Reload it and try again.";
  return (
    <p class="problem" role="alert">
      {(inForm && problem instanceof Problem && Object.values(problem.fields).join(" ")) || words}
    </p>
  );
}
