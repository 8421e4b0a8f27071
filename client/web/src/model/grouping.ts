/** Sorting cards into areas: grouping them, and splitting an area. Each is one step of undo, and loses nothing (SPEC D8). */

import * as Y from "yjs";
import type { BoardContents } from "./contents";
import type { BoardEdits } from "./edits";
import { newId } from "./ids";
import { byOrder } from "./order";
import { WITH_COLUMNS } from "./schema.gen";
import type { Card, Cell, Heading, Place, Zone } from "./types";
import type { Writer } from "./writing";

/** Kinds of zone of an area that cards can be sorted into. */
const FOR_SORTING: ReadonlySet<string> = new Set(["list", "lanes", "scale"]);

/** What stands for a zone in the area that was split off, and its headings by those of the zone. */
interface Mirror {
  readonly id: string;
  readonly headings: ReadonlyMap<string, string>;
}

export class Grouping {
  constructor(
    private readonly model: BoardContents,
    private readonly writer: Writer,
    private readonly edits: BoardEdits,
  ) {}

  /** Move cards into an area, last at its place for sorting; false where it has none. */
  group(cards: readonly string[], area: string): boolean {
    const place = sortingPlace(this.model, area);
    if (place) this.writer.change(() => this.append(cards, place));
    return place !== null;
  }

  /** A new area, last in this zone, with the cards; its id. */
  groupIntoNew(cards: readonly string[], zone: string, title: string): string {
    const area = this.edits.prepareArea(zone, title);
    this.writer.change(() => {
      this.writer.put("areas", area, { deleted: null });
      const place = sortingPlace(this.model, area, true);
      if (place) this.append(cards, place);
    });
    return area;
  }

  /** A new area right behind this one, with the same zones and headings, and these of its cards; its id. */
  split(area: string, cards: readonly string[], title: string): string {
    const id = newId();
    const source = this.model.area(area).peek();
    const zones = this.model.zonesOfArea(area).peek().flatMap((zone) => this.model.zone(zone).peek() ?? []);
    const mirrors = new Map<string, Mirror>();
    this.writer.lasting(() => {
      const siblings = this.model.areasOf(source?.zone ?? "").peek();
      const order = this.writer.orderAt("areas", siblings, siblings.indexOf(area) + 1);
      const values = { title, zone: source?.zone, order, status: "draft", revisit_on: null, date: null, record: new Y.Text() };
      this.writer.create("areas", id, values);
      for (const zone of zones) mirrors.set(zone.id, this.mirror(zone, id));
    });
    this.writer.change(() => {
      this.writer.put("areas", id, { deleted: null });
      for (const card of cards.flatMap((each) => this.model.card(each).peek() ?? [])) this.carryOver(card, mirrors);
    });
    return id;
  }

  private append(ids: readonly string[], place: Place): void {
    const cards = ids.flatMap((id) => this.model.card(id).peek() ?? []);
    const keys = this.writer.keysAfter("cards", this.model.cardsInCell(place.zone ?? "", place.cell).peek(), cards.length);
    cards.forEach((card, index) => {
      const where = { zone: place.zone, cell: place.cell && [...place.cell], pos: null, order: keys[index] };
      this.writer.put("cards", card.id, { ...where, status: sorted(card) });
    });
  }

  private carryOver(card: Card, mirrors: ReadonlyMap<string, Mirror>): void {
    const mirror = mirrors.get(card.zone ?? "");
    if (!mirror) return;
    const cell = card.cell?.map((key) => (key === null ? null : (mirror.headings.get(key) ?? key))) ?? null;
    this.writer.put("cards", card.id, { zone: mirror.id, cell, status: sorted(card) });
  }

  private mirror(zone: Zone, area: string): Mirror {
    const id = newId();
    const headings = new Map([...zone.columns, ...zone.rows].map((heading) => [heading.id, newId()]));
    const { kind, title, hint, launch, rect, order, slot, config } = zone;
    const values = {
      kind, title, hint, launch, rect: [...rect], order, slot, config, parent: area, deleted: null,
      text: new Y.Text(), columns: mirrored(zone.columns, headings), rows: mirrored(zone.rows, headings), verdicts: new Y.Map(),
    };
    this.writer.doc.getMap("zones").set(id, new Y.Map(Object.entries(values)));
    return { id, headings };
  }
}

/** Where cards go that are sorted into an area: the first column of its conversation, else of what else takes cards. */
export function sortingPlace(model: BoardContents, area: string, isHidden = false): Place | null {
  const zones = isHidden ? hiddenZones(model, area) : shownZones(model, area);
  const fit = zones.filter(({ kind }) => FOR_SORTING.has(kind));
  const zone = fit.find(({ slot }) => slot === "conversation") ?? fit[0];
  if (!zone) return null;
  if (!WITH_COLUMNS.includes(zone.kind)) return { zone: zone.id, cell: null };
  const column = zone.columns[0]?.id;
  const cell: Cell | null = column === undefined ? null : [null, column];
  return cell && { zone: zone.id, cell };
}

function shownZones(model: BoardContents, area: string): readonly Zone[] {
  return model.zonesOfArea(area).value.flatMap((zone) => model.zone(zone).value ?? []);
}

/** The zones of an area that is not shown yet. */
function hiddenZones(model: BoardContents, area: string): readonly Zone[] {
  return model.zoneStore.all.peek().filter((zone) => zone.parent === area && zone.deleted === null).toSorted(byOrder);
}

function sorted({ status }: Card): string {
  return status === "raw" ? "grouped" : status;
}

function mirrored(columns: readonly Heading[], ids: ReadonlyMap<string, string>): Y.Map<unknown> {
  return new Y.Map(columns.map(({ id, title, order, hint }) => [ids.get(id) ?? "", { title, order, hint }]));
}
