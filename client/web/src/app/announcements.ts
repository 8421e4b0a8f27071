/** What screen readers say by themselves. */

import { type Signal, signal } from "@preact/signals";

export interface Announcement {
  readonly words: string;
  /** Counts them: the same words may be said again. */
  readonly turn: number;
}

export class Announcements {
  readonly announced: Signal<Announcement> = signal({ words: "", turn: 0 });
  private isAnnouncing = false;

  /** What is announced in one go is said together: of two changes of one element, only the last is heard. */
  announce(words: string): void {
    const { words: before, turn } = this.announced.peek();
    this.announced.value = { words: this.isAnnouncing ? `${before} ${words}` : words, turn: turn + 1 };
    if (this.isAnnouncing) return;
    this.isAnnouncing = true;
    queueMicrotask(() => {
      this.isAnnouncing = false;
    });
  }
}
