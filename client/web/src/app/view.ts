/** What this person is looking at and doing, apart from the board's content. */

import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { CommentPlace } from "../comments/thread";
import type { Spot } from "../model/stage";
import type { BoardPart } from "../model/parts";
import type { TextPath } from "../model/texts";
import type { Place } from "../model/types";
import type { GuideAct } from "../stage/guide_acts";
import { MyHats } from "../hats/my_hats";
import { Announcements } from "./announcements";
import { Selection } from "./selection";

/** Dialogs of the whole board. */
export type DialogName = "purpose" | "share" | "people" | "deleted" | "launch" | "export" | "snapshots" | "suggestions" | "keys" | "news";

/** The dialog that is open. */
export type Dialog =
  | { readonly name: DialogName }
  | { readonly name: "card"; readonly card: string }
  | { readonly name: "references"; readonly card: string }
  | { readonly name: "area"; readonly area: string; readonly isNew?: boolean }
  /** `heading`: the column or row that was just added, to be written over. */
  | { readonly name: "zone"; readonly zone: string; readonly heading?: string }
  /** `act`: what it opens with. */
  | { readonly name: "guide"; readonly act: GuideAct }
  | { readonly name: "group" }
  | { readonly name: "split"; readonly area: string }
  | { readonly name: "merge"; readonly area: string }
  | { readonly name: "delete"; readonly part: BoardPart }
  | { readonly name: "hat"; readonly zone: string; readonly cell: readonly [string, string]; readonly card: string | null };

export interface Brought {
  readonly spot: Spot;
  readonly by: string;
  /** Leads back to where the person was; null where they were not moved, for they were writing. */
  readonly back: (() => void) | null;
}

export type Mode = "board" | "outline";

/** Below this width, in pixels, the outline fills the screen. */
const PHONE = 700;

export class ViewState extends Announcements {
  readonly mode: Signal<Mode> = signal(window.innerWidth < PHONE ? "outline" : "board");
  readonly dialog = signal<Dialog | null>(null);
  readonly selection = new Selection();
  /** The comments are in sight: those of a place, or with null all of them. */
  readonly comments = signal<{ readonly place: CommentPlace | null } | null>(null);
  /** The text being written. */
  readonly editing = signal<TextPath | null>(null);
  /** The card that this person has just made, while they write in it. */
  readonly fresh = signal<string | null>(null);
  /** Where a new card goes when nothing else says so. */
  readonly place = signal<Place | null>(null);
  readonly showNow = signal(window.innerWidth >= PHONE);
  /** Whose steps were folded (false) or unfolded (true) by hand, by launch. */
  readonly unfolded = signal<ReadonlyMap<string, boolean>>(new Map());
  /** Somebody brought this person to a part: where it is, and the way back. */
  readonly brought = signal<Brought | null>(null);
  /** The parts from which this person followed references, the last one last. */
  readonly followed = signal<readonly BoardPart[]>([]);
  /** The hats that this person wears. */
  readonly hats = new MyHats();
  /** Since when this person's hand is up, by the server's time; null while it is down. */
  readonly hand = signal<string | null>(null);
  /** The clients whose hands this person has asked to be lowered. */
  readonly lowers = signal<readonly number[]>([]);
  /** What this person says to the room just now. */
  readonly reaction = signal<{ readonly word: string; readonly turn: number } | null>(null);
  /** What this person can say to the room with one press is in sight. */
  readonly showSigns = signal(false);
  /** This person's view follows the one that leads, if anyone does. */
  readonly follows = signal(true);
  readonly showContents = signal(window.innerWidth >= 1200);
  private readonly editingCards = new Map<string, ReadonlySignal<TextPath | null>>();
  private readonly editingPaths = new Map<TextPath, ReadonlySignal<boolean>>();

  /** The text of this card that is being written, if any. */
  editingOf(card: string): ReadonlySignal<TextPath | null> {
    const found = this.editingCards.get(card);
    if (found) return found;
    const prefix = `cards/${card}/`;
    const made = computed(() => (this.editing.value?.startsWith(prefix) ? this.editing.value : null));
    this.editingCards.set(card, made);
    return made;
  }

  /** Whether this text is being written. */
  isEditing(path: TextPath): ReadonlySignal<boolean> {
    const found = this.editingPaths.get(path);
    if (found) return found;
    const made = computed(() => this.editing.value === path);
    this.editingPaths.set(path, made);
    return made;
  }

  unfold(launch: string, isOpen: boolean): void {
    this.unfolded.value = new Map(this.unfolded.peek()).set(launch, isOpen);
  }

  edit(path: TextPath): void {
    this.editing.value = path;
  }

  /** Leave a text; one that has been left for another already stays so. */
  done(path: TextPath): void {
    if (this.editing.peek() === path) this.editing.value = null;
  }

  /** On a phone, fold what would leave little of the board in sight. */
  makeRoom(): void {
    if (window.innerWidth < PHONE) this.showNow.value = false;
  }
}
