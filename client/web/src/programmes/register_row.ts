/** Keeps one row of a register: what is chosen is shown at once, sent in order, and never lost to a quick next choice. */

import { Problem } from "../app/api";
import type { Attended, Kept, RegisterEntry } from "./types";

export interface Chosen {
  /** Null: not on the register. */
  readonly attended: Attended | null;
  readonly role: string;
}

export type RowState = "saved" | "saving" | "failed";

/** Stores a choice that follows this revision; returns the row as stored, null where it is off the register. */
export type SendRow = (chosen: Chosen, revision: number) => Promise<Kept<RegisterEntry> | null>;

export class RegisterRow {
  chosen: Chosen;
  state: RowState = "saved";
  problem: unknown = null;
  private stored: Chosen;
  private revision: number;
  private seen: unknown = null;
  private outdated: unknown = null;

  constructor(
    kept: Kept<RegisterEntry> | null,
    private readonly send: SendRow,
    private readonly onChanged: () => void,
  ) {
    this.chosen = chosenOf(kept);
    this.stored = this.chosen;
    this.revision = kept?.revision ?? 0;
  }

  /** Choose something; what was chosen while the last choice was on its way is sent after it. */
  choose(change: Partial<Chosen>): void {
    this.chosen = { ...this.chosen, ...change };
    this.onChanged();
    if (this.state !== "saving") void this.sendAll();
  }

  /**
   * Take what the server has, unless something of one's own is on its way. `source` is what it was loaded with: what was
   * loaded before the last choice was stored does not know of it.
   */
  take(kept: Kept<RegisterEntry> | null, source: unknown): void {
    this.seen = source;
    if (this.state !== "saved" || source === this.outdated) return;
    this.keep(kept);
    this.chosen = this.stored;
  }

  private async sendAll(): Promise<void> {
    this.state = "saving";
    this.problem = null;
    try {
      while (!isSame(this.chosen, this.stored)) {
        this.onChanged();
        // oxlint-disable-next-line no-await-in-loop -- one after the other is what this is for
        this.keep(await this.send(this.chosen, this.revision));
      }
      this.settle();
    } catch (problem) {
      this.fail(problem);
    }
    this.onChanged();
  }

  /** Where somebody else was faster, theirs is shown: it is one press to choose again. Else what was chosen stays chosen. */
  private fail(problem: unknown): void {
    this.problem = problem;
    this.state = "failed";
    if (problem instanceof Problem && problem.code === "stale") {
      this.keep(problem.newer as Kept<RegisterEntry> | null);
      this.chosen = this.stored;
      this.settle();
    }
  }

  private settle(): void {
    this.state = "saved";
    this.outdated = this.seen;
  }

  private keep(kept: Kept<RegisterEntry> | null): void {
    this.stored = chosenOf(kept);
    this.revision = kept?.revision ?? 0;
    // A role is of somebody on the register: without them there is nothing to store it with.
    if (this.chosen.attended === null) this.chosen = { attended: null, role: "" };
  }
}

function chosenOf(kept: Kept<RegisterEntry> | null): Chosen {
  return { attended: kept?.entity.attended ?? null, role: kept?.entity.role ?? "" };
}

function isSame(one: Chosen, other: Chosen): boolean {
  return one.attended === other.attended && (one.role.trim() === other.role.trim() || one.attended === null);
}
