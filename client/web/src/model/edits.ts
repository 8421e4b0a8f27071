/**
 * Everything a person can change on a board, each as one step of this person's undo.
 *
 * Nothing is removed (SPEC D4), not even by undo: what is new is first written as deleted, which undo does not see, and
 * then shown, which it does.
 */

import * as Y from "yjs";
import type { BoardContents } from "./contents";
import { newId } from "./ids";
import type { DeletedItem } from "./listings";
import { CARD_FIELDS, KIND_COLOURS, type Signing } from "./schema.gen";
import type {
  AreaStatus, CardKind, CardStatus, Certainty, Colour, EntityRoot, Heading, HeadingMap, Place, Point, Verdict, ZoneSeed,
} from "./types";
import { isWithheld } from "./withheld";
import { now, type Writer } from "./writing";
import { writeText } from "../text/diff";
import { LOCAL } from "./origin";
import { sequence } from "./order";

/** What a new card may be given beside its kind and place. */
export interface CardSeed {
  readonly text?: string;
  readonly colour?: Colour;
  readonly certainty?: Certainty | null;
  readonly pos?: Point;
  /** What its writer was told before of how it will be signed (SPEC P10). */
  readonly told?: Signing | null;
  /** The card it shall follow; first in its place when null, last when absent. */
  readonly after?: string | null;
}

export class BoardEdits {
  constructor(
    private readonly model: BoardContents,
    private readonly writer: Writer,
  ) {}

  /** Make a card with every text of its kind; returns its id. */
  addCard(kind: CardKind, place: Place, seed: CardSeed = {}): string {
    const id = newId();
    const values = { ...newCard(kind, place, seed), withheld_in: isWithheld(this.model, place) ? place.zone : null };
    this.writer.lasting(() => {
      const order = this.cardOrder(id, place, seed.after);
      this.writer.create("cards", id, { ...values, order });
    });
    this.writer.change(() => this.writer.put("cards", id, { deleted: null }));
    return id;
  }

  addFreeNote(pos: Point, kind: CardKind = "note"): string {
    return this.addCard(kind, { zone: null, cell: null }, { pos });
  }

  /** Put a card in another place, or elsewhere in its own; `after` as in CardSeed. */
  moveCard(id: string, place: Place, after?: string | null): void {
    this.writer.change(() => {
      const order = this.cardOrder(id, place, after);
      const cell = place.cell && [...place.cell];
      this.writer.put("cards", id, { zone: place.zone, cell, pos: null, order });
    });
  }

  /** Put a card at a point of the open board. */
  moveCardTo(id: string, pos: Point): void {
    this.writer.change(() => this.writer.put("cards", id, { zone: null, cell: null, pos: [...pos] }));
  }

  /** One step up (-1) or down (1) among the cards of the same place; false at the end of the list. */
  stepCard(id: string, direction: 1 | -1): boolean {
    const card = this.model.card(id).peek();
    if (!card) return false;
    const ids = this.siblings(card);
    const target = ids.indexOf(id) + direction;
    if (target < 0 || target >= ids.length) return false;
    const others = ids.filter((other) => other !== id);
    this.moveCard(id, card, others[target - 1] ?? null);
    return true;
  }

  /** Change the kind; texts the new kind needs are made, those of the old kind are kept. */
  setCardKind(id: string, kind: CardKind): void {
    const fields = this.writer.inner("cards", id, "fields");
    const missing = CARD_FIELDS[kind].filter((key) => !fields?.has(key));
    this.writer.lasting(() => missing.forEach((key) => fields?.set(key, new Y.Text())));
    const before = this.model.card(id).value;
    const isChosen = before !== undefined && before.colour !== KIND_COLOURS[before.kind];
    this.writer.change(() => this.writer.put("cards", id, isChosen ? { kind } : { kind, colour: KIND_COLOURS[kind] }));
  }

  setCardStatus(id: string, status: CardStatus): void {
    this.writer.change(() => this.writer.put("cards", id, { status }));
  }

  setCardColour(id: string, colour: Colour): void {
    this.writer.change(() => this.writer.put("cards", id, { colour }));
  }

  setCardCertainty(id: string, certainty: Certainty | null): void {
    this.writer.change(() => this.writer.put("cards", id, { certainty }));
  }

  setCardTags(id: string, tags: readonly string[]): void {
    this.writer.change(() => this.writer.put("cards", id, { tags: [...tags] }));
  }

  /** Let a card refer to these and no others. What an older board has in `links` stays there, or is marked as deleted. */
  setCardRefs(id: string, refs: readonly string[]): void {
    const older = this.model.olderReferences.peek().get(id) ?? [];
    const kept = new Set([id, ...older.map(({ target }) => target)]);
    this.writer.change(() => {
      this.writer.put("cards", id, { refs: [...new Set(refs)].filter((ref) => !kept.has(ref)) });
      for (const { link, target } of older) if (!refs.includes(target)) this.writer.put("links", link, { deleted: now() });
    });
  }

  /** Put these words in place of what a field says; for fields for which words are offered. */
  setCardField(id: string, field: string, words: string): void {
    const text = this.writer.inner("cards", id, "fields")?.get(field);
    if (!(text instanceof Y.Text)) return;
    this.writer.change(() => {
      text.delete(0, text.length);
      text.insert(0, words);
    });
  }

  deleteEntity(root: EntityRoot, id: string): void {
    this.writer.change(() => this.writer.put(root, id, { deleted: now() }));
  }

  /** Bring back something of the Deleted list. */
  restoreItem({ root, id, zone }: DeletedItem): void {
    if (root !== "columns" && root !== "rows") this.restoreEntity(root, id);
    else if (zone !== null) this.restoreHeading(zone, root, id);
  }

  restoreEntity(root: EntityRoot, id: string): void {
    this.writer.change(() => this.writer.put(root, id, { deleted: null }));
  }

  /** A new column or row at the end; returns its id. */
  addHeading(zone: string, map: HeadingMap, title: string): string {
    const id = newId();
    const last = this.headings(zone, map).at(-1)?.order ?? null;
    const heading = { title, order: sequence(1, last)[0] };
    const headings = this.writer.inner("zones", zone, map);
    this.writer.lasting(() => headings?.set(id, { ...heading, deleted: now() }));
    this.writer.change(() => headings?.set(id, heading));
    return id;
  }

  renameHeading(zone: string, map: HeadingMap, id: string, title: string): void {
    this.setHeading(zone, map, id, { title });
  }

  deleteHeading(zone: string, map: HeadingMap, id: string): void {
    this.setHeading(zone, map, id, { deleted: now() });
  }

  restoreHeading(zone: string, map: HeadingMap, id: string): void {
    this.setHeading(zone, map, id, { deleted: null });
  }

  /** One step left or up (-1), right or down (1); the headings are numbered anew, equal keys included. False at the edge. */
  stepHeading(zone: string, map: HeadingMap, id: string, direction: 1 | -1): boolean {
    const ids = this.headings(zone, map).map((heading) => heading.id);
    const moved = stepped(ids, id, direction);
    if (!moved) return false;
    const keys = sequence(moved.length);
    const headings = this.writer.inner("zones", zone, map);
    this.writer.change(() =>
      moved.forEach((other, index) => {
        const value = headings?.get(other);
        const order = keys[index];
        if (isHeading(value) && value["order"] !== order) headings?.set(other, { ...value, order });
      }),
    );
    return true;
  }

  /** How a row of a grid ends; null takes the verdict back. */
  setVerdict(zone: string, row: string, verdict: Verdict | null): void {
    this.writer.change(() => this.writer.inner("zones", zone, "verdicts")?.set(row, verdict));
  }

  /** A new area at the end of its zone, with its own copy of the blueprint's zones; returns its id. */
  addArea(zone: string, title: string): string {
    const id = this.prepareArea(zone, title);
    this.writer.change(() => this.writer.put("areas", id, { deleted: null }));
    return id;
  }

  /** An area as `addArea` makes it, but still deleted: it shall be shown with what else happens to it. */
  prepareArea(zone: string, title: string): string {
    const id = newId();
    const holder = this.model.zone(zone).peek();
    const seeds = holder?.config.blueprint ?? [];
    const orders = sequence(seeds.length);
    this.writer.lasting(() => {
      const siblings = this.model.areasOf(zone).peek();
      const order = this.writer.orderAt("areas", siblings, siblings.length);
      this.writer.create("areas", id, newArea(zone, title, order));
      seeds.forEach((seed, index) => {
        const own = { launch: holder?.launch ?? null, parent: id, order: orders[index] ?? "", deleted: null };
        this.writer.doc.getMap("zones").set(newId(), new Y.Map(Object.entries({ ...newZone(seed), ...own })));
      });
    });
    return id;
  }

  renameArea(id: string, title: string): void {
    this.writer.change(() => this.writer.put("areas", id, { title }));
  }

  /** One step earlier (-1) or later (1) in the report. */
  stepArea(id: string, direction: 1 | -1): void {
    const zone = this.model.area(id).peek()?.zone ?? "";
    const moved = stepped(this.model.areasOf(zone).peek(), id, direction);
    if (!moved) return;
    this.writer.change(() => {
      const order = this.writer.orderAt("areas", moved.filter((other) => other !== id), moved.indexOf(id));
      this.writer.put("areas", id, { order });
    });
  }

  /** `revisitOn` is a date (YYYY-MM-DD) where the status is "revisit". */
  setAreaStatus(id: string, status: AreaStatus, revisitOn: string | null = null): void {
    const agreed = status === "agreed" ? { date: now().slice(0, 10) } : {};
    this.writer.change(() => this.writer.put("areas", id, { status, revisit_on: revisitOn, ...agreed }));
  }

  /** Put a record that reads so back as it was before, with its status; false where somebody wrote there since. */
  putRecordBack(id: string, reads: string, before: string, was: AreaStatus): boolean {
    const record = this.writer.entity("areas", id)?.get("record");
    if (!(record instanceof Y.Text) || record.toString() !== reads) return false;
    this.writer.change(() => {
      writeText(record, before, LOCAL);
      this.writer.put("areas", id, { status: was });
    });
    return true;
  }

  renameZone(id: string, title: string): void {
    this.writer.change(() => this.writer.put("zones", id, { title }));
  }

  renameLaunch(id: string, title: string): void {
    this.writer.change(() => this.writer.put("launches", id, { title }));
  }

  renameBoard(title: string): void {
    this.writer.change(() => this.model.doc.getMap("meta").set("title", title));
  }

  private headings(zone: string, map: HeadingMap): readonly Heading[] {
    return this.model.zone(zone).peek()?.[map] ?? [];
  }

  private setHeading(zone: string, map: HeadingMap, id: string, changed: Readonly<Record<string, unknown>>): void {
    const headings = this.writer.inner("zones", zone, map);
    const value = headings?.get(id);
    if (isHeading(value)) this.writer.change(() => headings?.set(id, { ...value, ...changed }));
  }

  private siblings(place: Place): readonly string[] {
    if (place.zone === null) return this.model.freeNotes.peek();
    return this.model.cardsInCell(place.zone, place.cell).peek();
  }

  private cardOrder(id: string, place: Place, after: string | null | undefined): string {
    const others = this.siblings(place).filter((other) => other !== id);
    const at = after === undefined ? others.length : after === null ? 0 : others.indexOf(after) + 1;
    return this.writer.orderAt("cards", others, at);
  }
}

/** The list with one member a step further, or null at its end. */
function stepped(ids: readonly string[], id: string, direction: 1 | -1): readonly string[] | null {
  const target = ids.indexOf(id) + direction;
  if (!ids.includes(id) || target < 0 || target >= ids.length) return null;
  const rest = ids.filter((other) => other !== id);
  return rest.toSpliced(target, 0, id);
}

function isHeading(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

function newCard(kind: CardKind, place: Place, seed: CardSeed): Readonly<Record<string, unknown>> {
  const fields = CARD_FIELDS[kind].map((key): [string, Y.Text] => [key, new Y.Text()]);
  return {
    kind,
    text: new Y.Text(seed.text ?? ""),
    fields: new Y.Map(fields),
    zone: place.zone,
    cell: place.cell && [...place.cell],
    pos: seed.pos ? [...seed.pos] : null,
    size: null,
    colour: seed.colour ?? KIND_COLOURS[kind],
    tags: [],
    status: "raw",
    certainty: seed.certainty ?? null,
    refs: [],
    told: seed.told ?? null,
  };
}

function newArea(zone: string, title: string, order: string): Readonly<Record<string, unknown>> {
  return { title, zone, order, status: "draft", revisit_on: null, date: null, record: new Y.Text() };
}

function newZone(seed: ZoneSeed): Readonly<Record<string, unknown>> {
  return {
    kind: seed.kind,
    title: seed.title,
    hint: seed.hint,
    rect: [...seed.rect],
    slot: seed.slot,
    config: seed.config,
    text: new Y.Text(),
    columns: newHeadings(seed.columns),
    rows: newHeadings(seed.rows),
    verdicts: new Y.Map(),
  };
}

function newHeadings(seeds: ZoneSeed["columns"]): Y.Map<unknown> {
  const orders = sequence(seeds.length);
  return new Y.Map(seeds.map((seed, index): [string, unknown] => [newId(), { ...seed, order: orders[index] }]));
}
