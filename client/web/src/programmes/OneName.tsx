import { Problem } from "../app/api";
import type { Kept } from "./types";

/** What can be done where the server knows one of that name. */
export interface OfOneName<T> {
  /** The words on the button that leads to the one that is there. */
  readonly words: string;
  readonly onOpen: (there: Kept<T>) => void;
  /** Where two may share a name: stores another one. */
  readonly another?: { readonly words: string; readonly store: (entity: T, revision: number) => Promise<Kept<T>> };
}

interface Props<T> {
  readonly ofOneName: OfOneName<T>;
  readonly problem: unknown;
  readonly onAnother: (store: (entity: T, revision: number) => Promise<Kept<T>>) => void;
}

/** Ways on from a name that is there already; what was written stays in the form. */
export function OneName<T>({ ofOneName: { words, onOpen, another }, problem, onAnother }: Props<T>) {
  if (!(problem instanceof Problem) || !problem.alike) return null;
  const there = problem.alike as Kept<T>;
  return (
    <div class="row">
      <button type="button" onClick={() => onOpen(there)}>
        {words}
      </button>
      {another && (
        <button type="button" onClick={() => onAnother(another.store)}>
          {another.words}
        </button>
      )}
    </div>
  );
}
