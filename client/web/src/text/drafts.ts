/**
 * Words typed into a form and not sent yet. They stay on this device, for this person alone, until they are sent: what is
 * written as a hat must not reach anybody before, and nothing may tell who wears it (SPEC I4).
 */

import { newId } from "../model/ids";
import { browserStorage } from "../sync/unsent";

export interface Kept {
  readonly value: unknown;
  /** Names one sending of exactly these words, so that sending them again does nothing twice (SPEC S7). */
  readonly request: string;
}

export class Drafts {
  /** What the browser's storage would not take. */
  private readonly held = new Map<string, Kept>();

  /** `owner` tells boards and participants apart in the browser's storage. */
  constructor(
    private readonly owner: string,
    private readonly storage: Storage | null = browserStorage(),
  ) {}

  /** What is kept for the form at this place. */
  at(place: string): Kept | null {
    const key = this.key(place);
    return this.held.get(key) ?? parsed(this.storage?.getItem(key) ?? null);
  }

  keep(place: string, value: unknown): Kept {
    const kept = { value, request: newId() };
    if (!this.stored(this.key(place), kept)) this.held.set(this.key(place), kept);
    return kept;
  }

  drop(place: string): void {
    this.held.delete(this.key(place));
    this.storage?.removeItem(this.key(place));
  }

  private stored(key: string, kept: Kept): boolean {
    try {
      this.storage?.setItem(key, JSON.stringify(kept));
      return this.storage !== null;
    } catch {
      // Storage may be full: the words are still kept in this tab.
      return false;
    }
  }

  private key(place: string): string {
    return `manualboard draft ${this.owner} ${place}`;
  }
}

function parsed(text: string | null): Kept | null {
  try {
    const { value, request } = JSON.parse(text ?? "null") as Record<string, unknown>;
    return typeof request === "string" ? { value, request } : null;
  } catch {
    return null;
  }
}
