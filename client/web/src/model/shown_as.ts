import type { Attribution } from "./types";

/** What somebody should know before they write where organisations are said; "" where that tells nothing of them (SPEC P9). */
export function onlyOneWords(attribution: Attribution, organisation: string | null): string {
  if (attribution !== "organisation" || !organisation) return "";
  return `If you are the only one from ${organisation}, people can tell that it is you.`;
}
