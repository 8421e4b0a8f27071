/** Who looks at a programme, for every component under it. */

import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Me } from "../app/api";
import type { Drafts } from "../text/drafts";

export interface ProgrammeScope {
  readonly me: Me;
  readonly drafts: Drafts;
  /** What screen readers say by themselves. */
  readonly say: (words: string) => void;
}

export const ProgrammeContext = createContext<ProgrammeScope | null>(null);

export function useProgrammes(): ProgrammeScope {
  const scope = useContext(ProgrammeContext);
  if (!scope) throw new Error("This must be shown on a page about programmes.");
  return scope;
}
