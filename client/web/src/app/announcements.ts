/** What screen readers say by themselves: one voice for the open board, one for the pages without a board. */

import { type Signal, signal } from "@preact/signals";
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { BoardContext } from "./scope";

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

/** Of the pages without a board. */
export const AnnouncementsContext = createContext(new Announcements());

/** What is said where this is shown. */
export function useAnnouncements(): Announcements {
  const page = useContext(AnnouncementsContext);
  return useContext(BoardContext)?.view ?? page;
}
