/** What people are told of how their words will be shown, before they write (SPEC P5, P9, P10, C4). */

import { SIGNING, type Signing } from "./schema.gen";
import type { Attribution } from "./types";

/** What stands in for a writer where they are shown: their name on the board, and their organisation, if they gave one. */
export interface Shown {
  readonly display_name: string;
  readonly organisation: string | null;
}

/** What somebody should know before they write where organisations are said; "" where that tells nothing of them (SPEC P9). */
export function onlyOneWords(attribution: Attribution, organisation: string | null): string {
  if (attribution !== "organisation" || !organisation) return "";
  return `If you are the only one from ${organisation}, people can tell that it is you.`;
}

/** How words of this person are signed where it is attributed so; null where nobody is named. */
export function signingOf(attribution: Attribution, { organisation }: Shown): Signing | null {
  const signing = SIGNING.find((each) => each === attribution) ?? null;
  return signing === "organisation" && !organisation ? null : signing;
}

/** Whose name others will see. */
export function shownWords(attribution: Attribution, who: Shown): string {
  const signing = signingOf(attribution, who);
  return signing === null ? "Shown without any name: nobody is told who wrote it." : signedWords("Shown", signing, who);
}

/** The same of `what`, such as "Cards that you add here are shown". */
export function signedWords(what: string, signing: Signing, { display_name: name, organisation }: Shown): string {
  if (signing === "name") return `${what} with your name, ${name}.`;
  return `${what} with your organisation’s name, not yours. ${onlyOneWords(signing, organisation)}`;
}
