/** Merging two areas, as one step of undo: everything of both is in the one that stays (SPEC D8). */

import * as Y from "yjs";
import type { BoardContents } from "./contents";
import { newId } from "./ids";
import { byOrder, sequence } from "./order";
import { LIMITS } from "./schema.gen";
import type { Area, Card, Cell, Heading, Zone } from "./types";
import { now, type Writer } from "./writing";

/** Kinds of zone whose content can go into another of the kind; the others move as a whole. */
const POURED: ReadonlySet<string> = new Set(["text", "list", "lanes", "table"]);

/** What goes where: a zone into another, its columns into those of the same title. */
interface Pouring {
  readonly zone: Zone;
  readonly into: Zone;
  readonly columns: ReadonlyMap<string, string>;
  /** Columns that the other zone did not have. */
  readonly made: readonly string[];
}

interface Moved {
  readonly card: Card;
  readonly cell: Cell | null;
}

/** Why two areas cannot be merged, in words; null where they can. */
export function mergeTrouble(model: BoardContents, one: string, other: string): string | null {
  const [stays, goes] = inOrder(model, one, other);
  if (!stays || !goes) return "One of the areas is not there any more.";
  const record = joined(recordOf(model, stays.id), goes, recordOf(model, goes.id));
  return lengthOf(record) > LIMITS.MAX_TEXT ? "The two records together are too long for one. Shorten one of them first." : null;
}

/** The area that stays of two: the one that comes first, whoever merges them. */
export function staying(model: BoardContents, one: string, other: string): string {
  return inOrder(model, one, other)[0]?.id ?? one;
}

export class Merging {
  constructor(
    private readonly model: BoardContents,
    private readonly writer: Writer,
  ) {}

  /** Put all of one area into the other; returns the one that stays. Ask `mergeTrouble` first. */
  merge(one: string, other: string): string {
    const [stays, goes] = inOrder(this.model, one, other);
    if (!stays || !goes || mergeTrouble(this.model, one, other) !== null) return one;
    const pourings = this.prepare(stays, goes);
    this.writer.change(() => {
      this.moveZones(stays, goes, pourings);
      for (const pouring of pourings) this.pour(pouring, goes);
      this.joinRecords(stays, goes);
      this.pointTo(stays.id, goes.id);
      this.writer.put("areas", goes.id, { deleted: now() });
    });
    return stays.id;
  }

  /** Make the columns that are missing, still deleted; undo leaves them so. */
  private prepare(stays: Area, goes: Area): readonly Pouring[] {
    const there = ownZones(this.model, stays.id);
    const pairs = ownZones(this.model, goes.id).flatMap((zone) => {
      const into = like(zone, there);
      return into && this.hasRoom(zone, into, goes) ? [{ zone, into }] : [];
    });
    const pourings: Pouring[] = [];
    this.writer.lasting(() => pairs.forEach(({ zone, into }) => pourings.push(this.prepareColumns(zone, into))));
    return pourings;
  }

  private hasRoom(zone: Zone, into: Zone, goes: Area): boolean {
    const titles = new Set([...zone.columns, ...into.columns].map(folded));
    const text = joined(this.textOf(into), goes, this.textOf(zone));
    return titles.size <= LIMITS.MAX_LIST && lengthOf(text) <= LIMITS.MAX_TEXT;
  }

  private prepareColumns(zone: Zone, into: Zone): Pouring {
    const known = new Map(into.columns.map((column) => [folded(column), column.id]));
    const missing = zone.columns.filter((column) => !known.has(folded(column)));
    const columns = this.writer.inner("zones", into.id, "columns");
    const keys = sequence(missing.length, into.columns.at(-1)?.order ?? null);
    const made = missing.flatMap(({ title, hint }, index) => {
      if (known.has(folded({ title }))) return [];
      const id = newId();
      known.set(folded({ title }), id);
      columns?.set(id, { title, hint, order: keys[index], deleted: now() });
      return [id];
    });
    return { zone, into, columns: new Map(zone.columns.map((column) => [column.id, known.get(folded(column)) ?? column.id])), made };
  }

  private moveZones(stays: Area, goes: Area, pourings: readonly Pouring[]): void {
    const poured = new Set(pourings.map(({ zone }) => zone.id));
    const rest = ownZones(this.model, goes.id).filter(({ id }) => !poured.has(id));
    const keys = this.writer.keysAfter("zones", ownZones(this.model, stays.id).map(({ id }) => id), rest.length);
    rest.forEach(({ id }, index) => this.writer.put("zones", id, { parent: stays.id, order: keys[index] }));
    const launches = this.model.launchStore.all.peek().filter(({ area }) => area === goes.id);
    for (const { id } of launches) this.writer.put("launches", id, { area: stays.id });
    const held = this.model.zoneStore.all.peek().filter((zone) => launches.some(({ id }) => id === zone.launch));
    for (const zone of held) if (zone.parent === goes.id) this.writer.put("zones", zone.id, { parent: stays.id });
  }

  private pour({ zone, into, columns, made }: Pouring, goes: Area): void {
    const headings = this.writer.inner("zones", into.id, "columns");
    for (const id of made) {
      const { deleted: _, ...shown } = (headings?.get(id) ?? {}) as Record<string, unknown>;
      headings?.set(id, shown);
    }
    this.append(`zones/${into.id}/text`, goes, this.textOf(zone));
    const cards = this.model.cardStore.all.peek().filter((card) => card.zone === zone.id).toSorted(byOrder);
    const moved: readonly Moved[] = cards.map((card) => ({ card, cell: movedCell(card, columns) }));
    const keyOf = ({ cell }: Moved) => (cell ?? []).join(" ");
    for (const key of new Set(moved.map(keyOf))) this.appendCards(into.id, moved.filter((each) => keyOf(each) === key));
  }

  /** Deleted cards too: whoever brings one back finds it there. */
  private appendCards(zone: string, group: readonly Moved[]): void {
    const there = this.model.cardsInCell(zone, group[0]?.cell ?? null).peek();
    const keys = this.writer.keysAfter("cards", there, group.length);
    group.forEach(({ card, cell }, index) => this.writer.put("cards", card.id, { zone, cell: cell && [...cell], order: keys[index] }));
  }

  private joinRecords(stays: Area, goes: Area): void {
    const isJoined = this.append(`areas/${stays.id}/record`, goes, recordOf(this.model, goes.id));
    if (isJoined) this.writer.put("areas", stays.id, { status: "draft", revisit_on: null });
  }

  /** Add words of the other area to a text, below where they come from; false where there are none. */
  private append(path: string, goes: Area, added: string): boolean {
    const text = this.model.text(path);
    if (!text || added.trim() === "") return false;
    const before = text.toJSON();
    const whole = joined(before, goes, added);
    const kept = before.trim() === "" ? 0 : before.trimEnd().length;
    text.delete(kept, text.length - kept);
    text.insert(kept, whole.slice(kept));
    return true;
  }

  /** Links and references to the area that goes lead to the one that stays. */
  private pointTo(stays: string, goes: string): void {
    for (const link of this.model.doc.getMap("links").values()) {
      if (!(link instanceof Y.Map)) continue;
      for (const end of ["from", "to"]) if (link.get(end) === goes) link.set(end, stays);
    }
    for (const { id, refs } of this.model.cardStore.all.peek()) {
      if (!refs.includes(goes)) continue;
      this.writer.put("cards", id, { refs: [...new Set(refs.map((ref) => (ref === goes ? stays : ref)))] });
    }
  }

  private textOf(zone: Zone): string {
    return this.model.text(`zones/${zone.id}/text`)?.toJSON() ?? "";
  }
}

/** A text with another below it, and where that comes from between them. */
function joined(text: string, { title }: Area, added: string): string {
  if (added.trim() === "") return text;
  if (text.trim() === "") return added;
  return `${text.trimEnd()}\n\nFrom “${title || "an area without a title"}”:\n\n${added}`;
}

function inOrder(model: BoardContents, one: string, other: string): readonly (Area | undefined)[] {
  const areas = [one, other].flatMap((id) => model.area(id).value ?? []).filter(({ deleted }) => deleted === null);
  return one === other || areas[0]?.zone !== areas[1]?.zone ? [] : areas.toSorted(byOrder);
}

/** The zones of an area in order, deleted ones too, without those of what was launched on it. */
function ownZones(model: BoardContents, area: string): readonly Zone[] {
  const launched = new Set(model.launchStore.all.peek().flatMap((launch) => (launch.area === area ? [launch.id] : [])));
  const zones = model.zoneStore.all.peek().filter(({ parent, launch }) => parent === area && !launched.has(launch ?? ""));
  return zones.toSorted(byOrder);
}

/**
 * The zone that can take in what this one holds: of the same kind and slot, of the same title if there are several, and not
 * where what is in one of the two alone stays in the group (SPEC T5).
 */
function like(zone: Zone, others: readonly Zone[]): Zone | undefined {
  if (!POURED.has(zone.kind) || zone.deleted !== null) return undefined;
  const alike = others.filter(
    ({ kind, slot, config, deleted }) =>
      kind === zone.kind && slot === zone.slot && Boolean(config.withheld) === Boolean(zone.config.withheld) && deleted === null,
  );
  return alike.find(({ title }) => title === zone.title) ?? (zone.slot === "" ? undefined : alike[0]);
}

function movedCell({ cell }: Card, columns: ReadonlyMap<string, string>): Cell | null {
  return cell && [cell[0], cell[1] === null ? null : (columns.get(cell[1]) ?? cell[1])];
}

function recordOf(model: BoardContents, area: string): string {
  return model.content(model.text(`areas/${area}/record`)).value;
}

function folded({ title }: Pick<Heading, "title">): string {
  return title.toLowerCase().split(/\s+/).filter(Boolean).join(" ");
}

function lengthOf(text: string): number {
  return [...text].length;
}
