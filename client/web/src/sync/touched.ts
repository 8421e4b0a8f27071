/** What an edit was about, as a person would count edits: one card written is one, however many letters it has. */

import * as Y from "yjs";

type Shared = Y.Transaction["changed"] extends Map<infer Type, unknown> ? Type : never;

/** The cards, areas, zones and other things that this transaction changed, by root and id. */
export function touched(transaction: Y.Transaction): ReadonlySet<string> {
  const { doc } = transaction;
  const things = [...transaction.changed].flatMap(([type, keys]) => {
    const [root, id] = placeOf(doc, type);
    return id === undefined ? [...keys].map((key) => thing(doc, root, String(key))) : [thing(doc, root, id)];
  });
  return new Set(things);
}

/** The root a type lies in, and the id of its entity there; no id for the root itself. */
function placeOf(doc: Y.Doc, type: Shared): readonly [string, string?] {
  let top = type;
  let id: string | undefined;
  for (let item = type["_item"]; item !== null; item = top["_item"]) {
    id = item.parentSub ?? undefined;
    top = item.parent as Shared;
  }
  const root = [...doc.share].find(([, shared]) => shared === top)?.[0] ?? "";
  return id === undefined ? [root] : [root, id];
}

/** The zones of an area come and go with it, so they count as the area. */
function thing(doc: Y.Doc, root: string, id: string): string {
  const zone = root === "zones" ? doc.getMap(root).get(id) : undefined;
  const area: unknown = zone instanceof Y.Map ? zone.get("parent") : null;
  return typeof area === "string" ? `areas/${area}` : `${root}/${id}`;
}
