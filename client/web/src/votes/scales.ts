import type { BoardModel } from "../model/board";
import type { Zone } from "../model/types";

/** The scales of a launch that have steps, in order. */
export function scalesOf(model: BoardModel, launch: string): readonly Zone[] {
  const zones = model.zonesOfLaunch(launch).value.flatMap((id) => model.zone(id).value ?? []);
  return zones.filter(({ kind, columns }) => kind === "scale" && columns.length > 0);
}
