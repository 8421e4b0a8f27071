/** The one truth about saving that the page shows. */

import type { Account } from "./ledger";
import type { Line } from "./counting_socket";
import type { Keeping } from "./device_copy";

export type SavedState =
  | { readonly kind: "saved" }
  /** Saved, apart from texts that were refused and wait to be put back. */
  | { readonly kind: "partly"; readonly texts: number }
  | { readonly kind: "connecting" }
  | { readonly kind: "saving"; readonly edits: number }
  | { readonly kind: "not-saved"; readonly edits: number; readonly keeping: Keeping }
  | { readonly kind: "offline"; readonly edits: number; readonly keeping: Keeping }
  /** HTTP works and WebSockets do not. */
  | { readonly kind: "blocked"; readonly edits: number; readonly keeping: Keeping }
  /** The server takes no more connections from this network. */
  | { readonly kind: "crowded"; readonly edits: number; readonly keeping: Keeping }
  /** This person may not be here any more. */
  | { readonly kind: "ended"; readonly edits: number };

/** What is known when the state is drawn up. */
export interface Facts {
  readonly account: Account;
  readonly line: Line;
  /** False while the browser says that there is no network; a connection may not have noticed yet. */
  readonly network: boolean;
  /** Whether the server answers by HTTP; null while nobody has asked. */
  readonly http: "ok" | "down" | "gone" | null;
  /** How often in a row it did while the live connection failed. */
  readonly answers: number;
  /** Edits made here since the last moment everything was stored. */
  readonly edits: number;
  /** Whether the edits survive a closed tab on this device. */
  readonly keeping: Keeping;
  /** Refused texts that wait to be put back. */
  readonly waitingTexts: number;
  /** An edit has waited longer than people should be told "Saving". */
  readonly late: boolean;
}

/** Answers after which the network is said to let only HTTP through; a server that has just come back gives one. */
const BLOCKED_AFTER = 3;

export function savedState({ account, line, network, http, answers, edits, keeping, waitingTexts, late }: Facts): SavedState {
  if (http === "gone") return { kind: "ended", edits };
  if (line.crowded && network) return { kind: "crowded", edits, keeping };
  if (line.open && account.stored && edits === 0) return waitingTexts > 0 ? { kind: "partly", texts: waitingTexts } : { kind: "saved" };
  if (line.open && network) {
    if (edits === 0) return { kind: "connecting" };
    return late ? { kind: "not-saved", edits, keeping } : { kind: "saving", edits };
  }
  if (http === "down" || !network) return { kind: "offline", edits, keeping };
  if (answers >= BLOCKED_AFTER) return { kind: "blocked", edits, keeping };
  return edits > 0 ? { kind: "not-saved", edits, keeping } : { kind: "connecting" };
}

/** True where closing the page could lose something or leave it unsent. */
export function isUnsaved(state: SavedState): boolean {
  return "edits" in state && state.edits > 0;
}

/** True where the words let somebody leave with an easy mind. */
export function isReassuring(state: SavedState): boolean {
  return state.kind === "saved" || (state.kind === "offline" && state.keeping === "kept");
}

/** What is said aloud of a state: nothing of what passes by with each letter. */
export function spokenWords(state: SavedState): string | null {
  if (state.kind === "saving" || state.kind === "connecting") return null;
  if ("keeping" in state && state.keeping === "keeping") return null;
  return state.kind === "not-saved" ? "Not saved: trying again" : savedWords(state).full;
}

/** The words for a state, in full and for a narrow header. */
export function savedWords(state: SavedState): { readonly short: string; readonly full: string } {
  switch (state.kind) {
    case "saved":
      return { short: "Saved", full: "Saved" };
    case "partly":
      return { short: "Saved, not all", full: `Saved, but ${texts(state.texts)} could not be: see below` };
    case "connecting":
      return { short: "Connecting", full: "Connecting" };
    case "saving":
      return { short: "Saving", full: "Saving" };
    case "not-saved":
      return { short: "Not saved", full: notSavedWords(state) };
    case "offline":
      return { short: state.keeping === "cannot" ? "Offline, not kept" : "Offline", full: OFFLINE_WORDS[state.keeping] };
    case "blocked":
      return { short: "Cannot connect", full: "Cannot connect: your network blocks the live connection" };
    case "crowded":
      return { short: "Cannot connect", full: crowdedWords(state) };
    case "ended":
      return { short: "No access", full: "You no longer have access to this board" };
  }
}

const OFFLINE_WORDS: Readonly<Record<Keeping, string>> = {
  kept: "Offline: your edits are kept on this device",
  keeping: "Offline: saving on this device",
  cannot: "Offline: your edits are not kept on this device, keep this page open",
};

function notSavedWords({ edits, keeping }: Extract<SavedState, { kind: "not-saved" }>): string {
  const words = `Not saved: trying again (${count(edits)})`;
  return keeping === "cannot" ? `${words}. Keep this page open` : words;
}

function crowdedWords({ edits, keeping }: Extract<SavedState, { kind: "crowded" }>): string {
  const words = "Cannot connect: too many connections from your network. Close other tabs with boards; trying again";
  if (edits === 0) return words;
  return `${words}. Not saved yet: ${count(edits)}${keeping === "cannot" ? ". Keep this page open" : ""}`;
}

function count(edits: number): string {
  return edits === 1 ? "1 edit" : `${edits} edits`;
}

function texts(number: number): string {
  return number === 1 ? "one text" : `${number} texts`;
}
