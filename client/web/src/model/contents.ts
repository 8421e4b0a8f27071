/** What is on a board, read only: granular signals over the content document. */

import { computed, type ReadonlySignal, signal } from "@preact/signals";
import * as Y from "yjs";
import { CardIndex, stableList } from "./card_index";
import { Entities } from "./entities";
import { byOrder } from "./order";
import { type OlderReferences, olderReferences } from "./older_references";
import { readArea, readCard, readLaunch, readLink, readZone } from "./reading";
import { textAt, TextContents, type TextPath } from "./texts";
import type { Area, Card, Cell, EntityRoot, Launch, Link, Zone } from "./types";
import { type Visible, visibleParts } from "./visible";

type Ids = ReadonlySignal<readonly string[]>;

export class BoardContents {
  readonly title: ReadonlySignal<string>;

  readonly launchStore: Entities<Launch>;
  readonly zoneStore: Entities<Zone>;
  readonly areaStore: Entities<Area>;
  readonly cardStore: Entities<Card>;
  readonly linkStore: Entities<Link>;

  private readonly cardIndex: CardIndex;
  private readonly contents = new TextContents();
  private readonly lists = new Map<string, Ids>();
  private readonly metaChanges = signal(0);
  private readonly visible: ReadonlySignal<Visible>;

  constructor(readonly doc: Y.Doc) {
    this.launchStore = new Entities(doc.getMap("launches"), readLaunch);
    this.zoneStore = new Entities(doc.getMap("zones"), readZone);
    this.areaStore = new Entities(doc.getMap("areas"), readArea);
    this.cardStore = new Entities(doc.getMap("cards"), readCard);
    this.linkStore = new Entities(doc.getMap("links"), readLink);
    this.cardIndex = new CardIndex(this.cardStore);
    this.visible = computed(() =>
      visibleParts(this.launchStore.all.value, this.zoneStore.all.value, this.areaStore.all.value),
    );
    const meta = doc.getMap("meta");
    meta.observe(() => {
      this.metaChanges.value += 1;
    });
    this.title = computed(() => {
      void this.metaChanges.value;
      const title = meta.get("title");
      return typeof title === "string" ? title : "";
    });
  }

  /** Launches that are not deleted, in order. */
  readonly launches: Ids = stableList(() => sortedIds(this.launchStore.all.value.filter(({ id }) => this.visible.value.launches.has(id))));

  /** What older boards say of what refers to what, by what refers. */
  readonly olderReferences: ReadonlySignal<OlderReferences> = computed(() => olderReferences(this.linkStore.all.value, (id) => this.isThere(id)));

  /** Cards on the open board, outside every zone. */
  get freeNotes(): Ids {
    return this.cardIndex.inZone(null);
  }

  /** Cards whose zone is gone, wherever it went, other than with its area or launch. */
  readonly unplaced: Ids = stableList(() =>
    [...this.cardIndex.zones.value]
      .filter((zone) => this.isGone(zone))
      .flatMap((zone) => this.cardIndex.inZone(zone).value),
  );

  launch(id: string): ReadonlySignal<Launch | undefined> {
    return this.launchStore.of(id);
  }

  zone(id: string): ReadonlySignal<Zone | undefined> {
    return this.zoneStore.of(id);
  }

  area(id: string): ReadonlySignal<Area | undefined> {
    return this.areaStore.of(id);
  }

  card(id: string): ReadonlySignal<Card | undefined> {
    return this.cardStore.of(id);
  }

  /** Zones of a launch in order, without those that belong to its areas; null: zones of no launch. */
  zonesOfLaunch(launch: string | null): Ids {
    return this.list(`zones of launch ${launch}`, () => {
      const area = launch === null ? null : (this.launch(launch).value?.area ?? null);
      return this.zoneIds((zone) => zone.launch === launch && (zone.parent === null || zone.parent === area));
    });
  }

  /** The zones an area got from its blueprint, in order. */
  zonesOfArea(area: string): Ids {
    return this.list(`zones of area ${area}`, () =>
      this.zoneIds((zone) => zone.parent === area && this.launchArea(zone.launch) !== area),
    );
  }

  /** Launches made onto an area, in order. */
  launchesOfArea(area: string): Ids {
    return this.list(`launches of area ${area}`, () =>
      this.launches.value.filter((id) => this.launch(id).value?.area === area),
    );
  }

  /** Areas of a zone of kind `areas`, in order. */
  areasOf(zone: string): Ids {
    return this.list(`areas of ${zone}`, () => this.areaIds((area) => area.zone === zone));
  }

  /** All areas of the board: zone by zone, in order. */
  readonly areas: Ids = stableList(() =>
    this.launches.value
      .flatMap((launch) => this.zonesOfLaunch(launch).value)
      .filter((zone) => this.zone(zone).value?.kind === "areas")
      .flatMap((zone) => this.areasOf(zone).value),
  );

  /** All cards of a zone in order, whatever their cell. */
  cardsIn(zone: string): Ids {
    return this.cardIndex.inZone(zone);
  }

  /** Cards of one cell of a zone in order; cell null for kinds without cells. */
  cardsInCell(zone: string, cell: Cell | null): Ids {
    return this.cardIndex.inCell(zone, cell);
  }

  /** Cards of a zone whose row or column is gone. */
  misplaced(zone: string): Ids {
    return this.list(`misplaced in ${zone}`, () => {
      const found = this.zone(zone).value;
      return found ? this.cardIndex.misplaced(found) : [];
    });
  }

  /** The shared text at a path, such as `cards/<id>/text`. */
  text(path: TextPath): Y.Text | undefined {
    // The board's own texts have no entity whose signal would tell that they came.
    if (path.startsWith("meta/")) void this.metaChanges.value;
    return textAt(this.doc, path);
  }

  /** Plain content of a shared text. */
  content(text: Y.Text | undefined): ReadonlySignal<string> {
    return this.contents.of(text);
  }

  /** The path of the text a zone of kind `text` shows: its own, or the purpose of the board. */
  zoneTextPath(zone: Zone): TextPath {
    return zone.config["bind"] === "purpose" ? "meta/purpose" : `zones/${zone.id}/text`;
  }

  /** Whether a part is there, and neither it nor what holds it was deleted. */
  isShown(root: EntityRoot, id: string): boolean {
    if (root !== "cards") return this.visible.value[root].has(id);
    const card = this.card(id).value;
    if (!card || card.deleted !== null) return false;
    return card.zone === null || this.isGone(card.zone) || this.visible.value.zones.has(card.zone);
  }

  destroy(): void {
    for (const store of [this.launchStore, this.zoneStore, this.areaStore, this.cardStore, this.linkStore]) store.destroy();
  }

  /** Whether it was ever on the board, deleted or not. */
  private isThere(id: string): boolean {
    return Boolean(this.card(id).value ?? this.area(id).value ?? this.zone(id).value);
  }

  private isGone(zone: string): boolean {
    if (zone.includes(" ")) return false;
    const found = this.zone(zone).value;
    return !found || found.deleted !== null;
  }

  private launchArea(launch: string | null): string | null {
    return launch === null ? null : (this.launch(launch).value?.area ?? null);
  }

  private zoneIds(fits: (zone: Zone) => boolean): readonly string[] {
    const { zones } = this.visible.value;
    return sortedIds(this.zoneStore.all.value.filter((zone) => zones.has(zone.id) && fits(zone)));
  }

  private areaIds(fits: (area: Area) => boolean): readonly string[] {
    const { areas } = this.visible.value;
    return sortedIds(this.areaStore.all.value.filter((area) => areas.has(area.id) && fits(area)));
  }

  private list(name: string, compute: () => readonly string[]): Ids {
    const found = this.lists.get(name);
    if (found) return found;
    const made = stableList(compute);
    this.lists.set(name, made);
    return made;
  }
}

function sortedIds(entities: readonly { id: string; order: string }[]): readonly string[] {
  return entities.toSorted(byOrder).map((entity) => entity.id);
}
