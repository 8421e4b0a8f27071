/** Which part of the board lies in which. */

import type { BoardModel } from "../model/board";
import type { Spot } from "../model/stage";

/** A part by its key, `root/id`; "" for none. */
export function keyOf(spot: Spot | null): string {
  return spot ? `${spot.root}/${spot.id}` : "";
}

/** The part that `root/id` stands for. */
export function spotOf(key: string): Spot | null {
  const [root, id = ""] = key.split("/");
  return root === "launches" || root === "areas" || root === "zones" ? { root, id } : null;
}

/** The keys of a part and of those that it lies in, from the inside out. */
export function outwards(model: BoardModel, key: string): readonly string[] {
  const spot = spotOf(key);
  return spot ? [key, ...outwards(model, keyOf(holderOf(model, spot)))] : [];
}

/** What a part lies in: a zone in its area or launch, an area in its zone, a launch on an area; null for none. */
export function holderOf(model: BoardModel, { root, id }: Spot): Spot | null {
  if (root === "launches") return spotIn("areas", model.launch(id).peek()?.area);
  if (root === "areas") return spotIn("zones", model.area(id).peek()?.zone);
  const zone = model.zone(id).peek();
  return spotIn("areas", zone?.parent) ?? spotIn("launches", zone?.launch);
}

function spotIn(root: Spot["root"], id: string | null | undefined): Spot | null {
  return id === null || id === undefined ? null : { root, id };
}
