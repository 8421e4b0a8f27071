/** Total readers: whatever lies in the document, each gives a whole entity (SPEC D5). */

import * as Y from "yjs";
import { byOrder } from "./order";
import {
  AREA_DEFAULTS, CARD_DEFAULTS, CONTENT, type FieldShape, LAUNCH_DEFAULTS, LINK_DEFAULTS, VERDICTS, type ValueShape, ZONE_DEFAULTS,
} from "./schema.gen";
import type { Area, Card, EntityRoot, GoneHeading, Heading, HeadingMap, Launch, Link, Verdict, Zone } from "./types";

const ID = /^[A-Za-z0-9_-]{1,40}$/;

export function readLaunch(id: string, map: Y.Map<unknown>): Launch {
  const { values, broken } = readValues("launches", LAUNCH_DEFAULTS, map);
  return { ...values, id, broken };
}

export function readArea(id: string, map: Y.Map<unknown>): Area {
  const { record: _, ...defaults } = AREA_DEFAULTS;
  const { values, broken } = readValues("areas", defaults, map);
  return { ...values, id, broken };
}

export function readCard(id: string, map: Y.Map<unknown>): Card {
  const { text: _text, fields: _fields, ...defaults } = CARD_DEFAULTS;
  const { values, broken } = readValues("cards", defaults, map);
  return { ...values, id, broken };
}

export function readLink(id: string, map: Y.Map<unknown>): Link {
  return { ...readValues("links", LINK_DEFAULTS, map).values, id };
}

export function readZone(id: string, map: Y.Map<unknown>): Zone {
  const { text: _, columns: _columns, rows: _rows, verdicts: _verdicts, ...defaults } = ZONE_DEFAULTS;
  const { values, broken } = readValues("zones", defaults, map);
  return {
    ...values,
    id,
    columns: headings(map, "columns"),
    rows: headings(map, "rows"),
    gone: [...goneHeadings(map, "columns"), ...goneHeadings(map, "rows")],
    verdicts: verdicts(map),
    broken,
  };
}

/** The plain values of an entity: odd ones become the default and are named; a nullable one may be missing. */
function readValues<T extends object>(root: EntityRoot | "links", defaults: T, map: Y.Map<unknown>): { values: T; broken: string[] } {
  const broken: string[] = [];
  const shapes: Readonly<Record<string, FieldShape>> = CONTENT[root];
  const read = Object.entries(defaults).map(([key, fallback]) => {
    const value = map.get(key) ?? null;
    const shape = shapes[key];
    if (shape && isPlain(shape) && fits(shape, value)) return [key, value];
    broken.push(key);
    return [key, fallback];
  });
  return { values: Object.fromEntries(read) as T, broken };
}

function isPlain(shape: FieldShape): shape is ValueShape {
  return shape.shape !== "text" && shape.shape !== "textmap" && shape.shape !== "valuemap";
}

function fits(shape: ValueShape, value: unknown): boolean {
  switch (shape.shape) {
    case "str":
      if (value === null) return shape.nullable;
      return typeof value === "string" && (shape.choices === null || shape.choices.includes(value));
    case "id":
      return value === null ? shape.nullable : typeof value === "string" && ID.test(value);
    case "num":
      return typeof value === "number" && value >= shape.low && value <= shape.high;
    case "items":
      if (value === null) return shape.nullable;
      return Array.isArray(value) && value.length >= shape.least && value.every((item) => fits(shape.item, item));
    case "json":
      return isObject(value);
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Y.AbstractType);
}

function entries(map: Y.Map<unknown>, key: string): readonly (readonly [string, unknown])[] {
  const inner = map.get(key);
  return inner instanceof Y.Map ? [...inner.entries()] : [];
}

function headings(map: Y.Map<unknown>, key: HeadingMap): readonly Heading[] {
  return entries(map, key)
    .filter(([, value]) => !isGone(value))
    .map(([id, value]) => ({ id, title: word(value, "title"), order: word(value, "order"), hint: word(value, "hint") }))
    .toSorted(byOrder);
}

function goneHeadings(map: Y.Map<unknown>, key: HeadingMap): readonly GoneHeading[] {
  return entries(map, key)
    .filter(([, value]) => isGone(value))
    .map(([id, value]) => ({ map: key, id, title: word(value, "title"), deleted: word(value, "deleted") }));
}

function isGone(value: unknown): boolean {
  return word(value, "deleted") !== "";
}

function word(value: unknown, key: string): string {
  const found = isObject(value) ? value[key] : undefined;
  return typeof found === "string" ? found : "";
}

function verdicts(map: Y.Map<unknown>): Readonly<Record<string, Verdict>> {
  const known: readonly unknown[] = VERDICTS;
  return Object.fromEntries(entries(map, "verdicts").filter(([, value]) => known.includes(value))) as Record<string, Verdict>;
}
