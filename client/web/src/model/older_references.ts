/** What older boards have in `links`, read as references: nothing makes new ones, and nothing rewrites them (SPEC T6). */

import type { Link } from "./types";

/** A reference that is stored as a link. */
export interface OlderReference {
  readonly link: string;
  readonly target: string;
}

export type OlderReferences = ReadonlyMap<string, readonly OlderReference[]>;

const NONE: OlderReferences = new Map();

/**
 * By what refers; `isThere` says whether something was ever on the board. A board without links, as each is now, gives the
 * same map for ever, so that it wakes nobody.
 */
export function olderReferences(links: readonly Link[], isThere: (id: string) => boolean): OlderReferences {
  if (links.length === 0) return NONE;
  const found = new Map<string, OlderReference[]>();
  for (const link of links) {
    if (link.deleted !== null || link.from === link.to || !isThere(link.from) || !isThere(link.to)) continue;
    const [holder, target] = holderAndTarget(link);
    found.set(holder, [...(found.get(holder) ?? []), { link: link.id, target }]);
  }
  return found;
}

/** What is evidence for something is what that rests on; any other link leads from its one end to the other. */
function holderAndTarget({ kind, from, to }: Link): readonly [string, string] {
  return kind === "evidence" ? [to, from] : [from, to];
}
