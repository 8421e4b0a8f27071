/** Lists over the whole board: what was deleted, and what could not be read. */

import type { BoardContents } from "./contents";
import type { Entity, EntityRoot } from "./types";

/** Something in the Deleted list; columns and rows name the zone they were in. */
export interface DeletedItem {
  readonly root: EntityRoot | "columns" | "rows";
  readonly id: string;
  readonly zone: string | null;
  readonly title: string;
  readonly deleted: string;
}

/** An entity with fields that were read with their default. */
export interface BrokenItem {
  readonly root: EntityRoot;
  readonly id: string;
  readonly fields: readonly string[];
}

const LONGEST_TITLE = 120;

export function deletedItems(model: BoardContents): readonly DeletedItem[] {
  // Only deleted cards are asked for their text, so that this does not wake with every keystroke.
  const gone = model.cardStore.all.value.filter((card) => card.deleted !== null);
  const cards = gone.flatMap((card) => item("cards", card, cardTitle(model, card.id)));
  const headings = model.zoneStore.all.value.flatMap((zone) =>
    zone.gone.map(({ map, id, title, deleted }) => ({ root: map, id, zone: zone.id, title, deleted })),
  );
  return [
    ...titled("launches", model.launchStore.all.value),
    ...titled("zones", model.zoneStore.all.value),
    ...titled("areas", model.areaStore.all.value),
    ...headings,
    ...cards,
  ].toSorted((a, b) => b.deleted.localeCompare(a.deleted));
}

export function brokenItems(model: BoardContents): readonly BrokenItem[] {
  return [
    ...brokenOnes("launches", model.launchStore.all.value),
    ...brokenOnes("zones", model.zoneStore.all.value),
    ...brokenOnes("areas", model.areaStore.all.value),
    ...brokenOnes("cards", model.cardStore.all.value),
  ];
}

function titled(root: EntityRoot, entities: readonly (Entity & { title: string })[]): readonly DeletedItem[] {
  return entities.flatMap((entity) => item(root, entity, entity.title));
}

function brokenOnes(root: EntityRoot, entities: readonly Entity[]): readonly BrokenItem[] {
  return entities.filter(({ broken }) => broken.length > 0).map(({ id, broken }) => ({ root, id, fields: broken }));
}

function item(root: EntityRoot, entity: Entity, title: string): DeletedItem[] {
  return entity.deleted === null ? [] : [{ root, id: entity.id, zone: null, title, deleted: entity.deleted }];
}

function cardTitle(model: BoardContents, id: string): string {
  const text = model.content(model.text(`cards/${id}/text`)).value.trim();
  return text.length > LONGEST_TITLE ? `${[...text].slice(0, LONGEST_TITLE).join("")}…` : text;
}
