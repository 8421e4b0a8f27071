/** A copy of what somebody wrote and the server would not take, to be copied or put back. */

import { computed, type ReadonlySignal, signal } from "@preact/signals";
import * as Y from "yjs";
import type { BoardModel } from "../model/board";
import { textAt } from "../model/texts";
import { readCard } from "../model/reading";
import type { CardKind, Place } from "../model/types";
import { browserStorage, type Range } from "./unsent";

/** One piece of text, and where it was written. */
export interface Piece {
  readonly path: string;
  readonly label: string;
  readonly text: string;
  /** For a card: what to make it again from. */
  readonly card: { readonly kind: CardKind; readonly place: Place } | null;
  /** It was put back: on its way to the server, or saved there. */
  readonly back?: "sent" | "saved" | undefined;
}

export interface Rescue {
  readonly id: string;
  readonly at: string;
  /** One of: malformed, schema, identity, rights, limit, text, stale-epoch. */
  readonly code: string;
  readonly reason: string;
  readonly pieces: readonly Piece[];
}

/** The text these clients wrote in these ranges, and nobody else's (after an erasure, others' words may not survive here). */
export function ownPieces(doc: Y.Doc, ranges: ReadonlyMap<number, Range>): readonly Piece[] {
  return allPaths(doc).flatMap((path) => {
    const text = ownText(textAt(doc, path), ranges);
    return text.trim() === "" ? [] : [{ path, label: labelOf(doc, path), text, card: cardOf(doc, path) }];
  });
}

/** Write a piece again: at the end of its text where that still is, else as a new card. */
export function putBack(model: BoardModel, piece: Piece, origin: object): void {
  const [root, id = ""] = piece.path.split("/");
  const text = model.text(piece.path);
  const isGone = root === "cards" && model.card(id).peek()?.deleted !== null;
  if (text && !isGone) {
    model.doc.transact(() => text.insert(text.length, text.length > 0 ? `\n${piece.text}` : piece.text), origin);
    return;
  }
  const place = piece.card?.place ?? { zone: null, cell: null };
  const isThere = place.zone !== null && model.zone(place.zone).peek()?.deleted === null;
  model.edits.addCard(piece.card?.kind ?? "note", isThere ? place : { zone: null, cell: null }, { text: piece.text });
}

/** The rescue copies of one board, kept on this device until somebody is done with them. */
export class RescueShelf {
  private readonly kept = signal<readonly Rescue[]>([]);
  private readonly seen = new Set<string>();

  constructor(
    private readonly name: string,
    private readonly storage: Storage | null = browserStorage(),
  ) {
    this.show(this.read());
  }

  get rescues(): ReadonlySignal<readonly Rescue[]> {
    return this.kept;
  }

  /** How many texts are not on the board again. */
  readonly waiting: ReadonlySignal<number> = computed(
    () => this.kept.value.flatMap(({ pieces }) => pieces).filter(({ back }) => back === undefined).length,
  );

  /** Put a rescue on the shelf. What was put back and not yet saved is among its words, and so no longer elsewhere. */
  add(rescue: Rescue): void {
    this.write([...this.kept.peek().flatMap(withoutSent), rescue]);
  }

  /** A piece was put back on the board. */
  sent(id: string, path: string): void {
    this.mark((piece, rescue) => (rescue === id && piece.path === path ? "sent" : piece.back));
  }

  /** The server has all that was put back. */
  saved(): void {
    const isAny = this.kept.peek().some(({ pieces }) => pieces.some(({ back }) => back === "sent"));
    if (isAny) this.mark(({ back }) => back && "saved");
  }

  remove(id: string): void {
    this.write(this.kept.peek().filter((rescue) => rescue.id !== id));
  }

  private mark(backOf: (piece: Piece, rescue: string) => Piece["back"]): void {
    const marked = (rescue: Rescue) => withPieces(rescue, rescue.pieces.map((piece) => withBack(piece, backOf(piece, rescue.id))));
    this.write(this.kept.peek().map(marked));
  }

  private read(): readonly Rescue[] {
    return parseRescues(this.storage?.getItem(this.name) ?? null);
  }

  private show(rescues: readonly Rescue[]): void {
    for (const { id } of rescues) this.seen.add(id);
    this.kept.value = rescues;
  }

  /** Write these, and leave what another tab has put on the shelf meanwhile. */
  private write(own: readonly Rescue[]): void {
    const rescues = [...this.read().filter(({ id }) => !this.seen.has(id)), ...own];
    this.show(rescues);
    try {
      if (rescues.length === 0) this.storage?.removeItem(this.name);
      else this.storage?.setItem(this.name, JSON.stringify(rescues));
    } catch {
      // Storage may be full: the copy is still on the page.
    }
  }
}

function withBack(piece: Piece, back: Piece["back"]): Piece {
  return { ...piece, back };
}

function withPieces(rescue: Rescue, pieces: readonly Piece[]): Rescue {
  return { ...rescue, pieces };
}

/** The rescue without what was put back and is not saved; nothing where that was all. */
function withoutSent(rescue: Rescue): readonly Rescue[] {
  const pieces = rescue.pieces.filter(({ back }) => back !== "sent");
  return pieces.length === 0 && rescue.pieces.length > 0 ? [] : [withPieces(rescue, pieces)];
}

function parseRescues(text: string | null): readonly Rescue[] {
  try {
    const value: unknown = JSON.parse(text ?? "[]");
    return Array.isArray(value) ? (value as Rescue[]) : [];
  } catch {
    return [];
  }
}

function allPaths(doc: Y.Doc): readonly string[] {
  const entities = (root: string) => [...doc.getMap(root).entries()].filter(([, map]) => map instanceof Y.Map);
  const fields = entities("cards").flatMap(([id, map]) => {
    const inner = (map as Y.Map<unknown>).get("fields");
    return inner instanceof Y.Map ? [...inner.keys()].map((key) => `cards/${id}/fields/${key}`) : [];
  });
  return [
    "meta/purpose",
    ...entities("zones").map(([id]) => `zones/${id}/text`),
    ...entities("areas").map(([id]) => `areas/${id}/record`),
    ...entities("cards").map(([id]) => `cards/${id}/text`),
    ...fields,
  ];
}

function ownText(text: Y.Text | undefined, ranges: ReadonlyMap<number, Range>): string {
  let own = "";
  for (let item = text?.["_start"] ?? null; item !== null; item = item.right) {
    const range = ranges.get(item.id.client);
    if (!range || item.deleted || !(item.content instanceof Y.ContentString)) continue;
    const { clock } = item.id;
    own += item.content.str.slice(Math.max(0, range.from - clock), Math.max(0, range.to - clock));
  }
  return own;
}

function labelOf(doc: Y.Doc, path: string): string {
  const [root = "", id = ""] = path.split("/");
  const titleOf = (kind: string, key: string) => {
    const map = doc.getMap(kind).get(key);
    return map instanceof Y.Map && typeof map.get("title") === "string" ? String(map.get("title")) : "";
  };
  if (root === "meta") return "Purpose of the board";
  if (root === "areas") return `Agreed record of “${titleOf("areas", id)}”`;
  if (root === "zones") return titleOf("zones", id);
  const zone = cardOf(doc, path)?.place.zone;
  return zone ? `Card in “${titleOf("zones", zone)}”` : "Note on the open board";
}

function cardOf(doc: Y.Doc, path: string): Piece["card"] {
  const [root = "", id = ""] = path.split("/");
  const map = doc.getMap(root).get(id);
  if (root !== "cards" || !(map instanceof Y.Map)) return null;
  const { kind, zone, cell } = readCard(id, map);
  return { kind, place: { zone, cell } };
}
