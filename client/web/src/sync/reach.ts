/** Whether the server answers by HTTP, asked when the live connection fails. */

import { type ReadonlySignal, signal } from "@preact/signals";

export type Reach = "ok" | "down" | "gone" | null;

/** How long an answer may take, in milliseconds. */
const PATIENCE = 6000;

/** Answers that mean: this person may not be here. */
const GONE = new Set([401, 403, 404]);

export class HttpReach {
  private readonly state = signal<Reach>(null);
  private readonly inARow = signal(0);
  private asking = false;

  /** `address` is asked with the cookie and answers 200 to those who may open the board. */
  constructor(private readonly address: string) {}

  get reach(): ReadonlySignal<Reach> {
    return this.state;
  }

  /** How often in a row the server answered when asked, which is after the live connection failed. */
  get answers(): ReadonlySignal<number> {
    return this.inARow;
  }

  /** Ask now, unless a question is under way. */
  async ask(): Promise<void> {
    if (this.asking) return;
    this.asking = true;
    this.state.value = await answerOf(this.address);
    this.inARow.value = this.state.value === "ok" ? this.inARow.value + 1 : 0;
    this.asking = false;
  }

  /** The live connection works, so HTTP does. */
  isFine(): void {
    this.state.value = "ok";
    this.inARow.value = 0;
  }

  /** The server would not let this person in. */
  isGone(): void {
    this.state.value = "gone";
  }

  /** The browser says that there is no network. */
  isDown(): void {
    this.state.value = "down";
    this.inARow.value = 0;
  }
}

async function answerOf(address: string): Promise<Reach> {
  try {
    const answer = await fetch(address, { cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
    if (GONE.has(answer.status)) return "gone";
    return answer.ok ? "ok" : "down";
  } catch {
    return "down";
  }
}
