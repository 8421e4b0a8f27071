/** What has just happened on the board and somebody should know of, as short notes that go by themselves and stay in a list. */

import { signal } from "@preact/signals";
import type { BoardPart } from "../model/parts";
import { keepChoice, keptChoice } from "./kept_choice";
import { Ledger } from "./ledger";

/** Who did something, as others may know it; null where it cannot be said. */
export type Who = string | null;

export type Happening =
  | { readonly kind: "deleted"; readonly part: BoardPart; readonly who: Who }
  | { readonly kind: "launched"; readonly part: BoardPart; readonly who: Who }
  /** What people wrote on their own was revealed in this zone. */
  | { readonly kind: "revealed"; readonly part: BoardPart }
  /** This person grouped the cards with these ids into this area. */
  | { readonly kind: "grouped"; readonly part: BoardPart; readonly cards: readonly string[] }
  /** The comment of this id mentions this person. */
  | { readonly kind: "mentioned"; readonly id: string; readonly thread: string }
  /** So many suggestions came in a document that somebody brought back; `id` is that of the first. */
  | { readonly kind: "suggested"; readonly id: string; readonly count: number }
  /** The board went back to the snapshot of this name; `id` is that of the snapshot kept before. */
  | { readonly kind: "returned"; readonly id: string; readonly label: string; readonly who: Who };

/** What tells one happening from another. */
export function happeningKey(happening: Happening): string {
  return "part" in happening ? `${happening.kind} ${happening.part.root} ${happening.part.id}` : `${happening.kind} ${happening.id}`;
}

/** How the page calls the person who sits at it. */
export const YOU = "You";

/** Notes that are shown at most, so that they never push the board away. */
const MOST = 3;

/** Notes that are listed at most: those of a long and lively session. */
const MOST_LISTED = 100;

export class News {
  readonly shown = signal<readonly Happening[]>([]);
  /** Everything that was told, newest first, whether it is still shown or not. */
  readonly all = signal<readonly Happening[]>([]);
  /** What others wrote and was not said aloud yet, and what this person has not asked for yet. */
  readonly unsaid = new Ledger();
  readonly unasked = new Ledger();
  /** The key of the part of the board where this person is or was last; "" before that. */
  place = "";
  /** Whether what others write is summed up aloud. */
  readonly saysChanges = signal(keptChoice());

  /** Show it, newest last. Of what one did oneself only the latest is shown: the rest is in the list. */
  tell(happening: Happening): void {
    const others = this.shown.peek().filter((each) => happeningKey(each) !== happeningKey(happening) && !(isOwn(each) && isOwn(happening)));
    this.shown.value = [...others, happening].slice(-MOST);
    const listed = this.all.peek().filter((each) => happeningKey(each) !== happeningKey(happening));
    this.all.value = [happening, ...listed].slice(0, MOST_LISTED);
  }

  /** Whether what others write is summed up aloud from now on, on this device. */
  sayChanges(choice: "on" | "off"): void {
    this.saysChanges.value = choice === "on";
    keepChoice(choice);
  }

  close(happening: Happening): void {
    this.shown.value = this.shown.peek().filter((each) => each !== happening);
  }
}

function isOwn(happening: Happening): boolean {
  return happening.kind === "grouped" || (happening.kind === "deleted" && happening.who === YOU);
}
