import type { BoardModel } from "../model/board";
import { areaOf } from "../model/stage";
import type { Step } from "./steps";

/** The zone with this slot in what a step is about: in the launch, or in the area for which the step is. Null for no slot. */
export function phaseZone(model: BoardModel, launch: string, { entry }: Step, slot: string | undefined): string | null {
  if (!slot) return null;
  const area = areaOf(entry);
  const zones = area === null ? model.zonesOfLaunch(launch).value : model.zonesOfArea(area).value;
  return zones.find((id) => model.zone(id).value?.slot === slot) ?? null;
}
