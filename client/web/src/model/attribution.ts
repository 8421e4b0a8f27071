/** How a place of a board names people who write there (SPEC P5, C4), and where nobody is named (SPEC I4). */

import type { BoardContents } from "./contents";
import type { BoardPart } from "./parts";
import { NAMELESS } from "./schema.gen";
import type { TextPath } from "./texts";
import type { Attribution, EntityRoot } from "./types";

const ROOTS: readonly EntityRoot[] = ["launches", "zones", "areas", "cards"];

/** As the activity of a part attributes, as the server has it; on the open board by name, in a zone without an activity not at all. */
export function attributionAt(model: BoardContents, part: BoardPart): Attribution {
  const zone = zoneOf(model, part);
  if (zone === null) return "name";
  const launch = part.root === "launches" ? part.id : model.zone(zone).value?.launch;
  return model.launch(launch ?? "").value?.attribution ?? "none";
}

/** Whether nothing may tell who is at a part: its activity names nobody, or a hat speaks there, whatever its activity says. */
export function namesNobody(model: BoardContents, part: BoardPart): boolean {
  const zone = zoneOf(model, part);
  return NAMELESS.includes(attributionAt(model, part)) || model.zone(zone ?? "").value?.kind === "ring";
}

/** Whether nothing may tell who writes in a text; the board's own texts belong to no activity. */
export function namesNobodyIn(model: BoardContents, path: TextPath): boolean {
  const [first, id = ""] = path.split("/");
  const root = ROOTS.find((each) => each === first);
  return root !== undefined && namesNobody(model, { root, id });
}

/** The zone of a part; null on the open board, and an id of nothing where there is no such part. */
function zoneOf(model: BoardContents, { root, id }: BoardPart): string | null {
  if (root === "zones") return id;
  if (root === "launches") return "";
  const held = root === "cards" ? model.card(id).value : model.area(id).value;
  return held ? held.zone : "";
}
