import type { Zone } from "../model/types";

/** The number of a card where cards carry one: steps of a lane, and a numbered list. */
export function CardNumber({ zone, number }: { readonly zone: Zone; readonly number: number }) {
  const isNumbered = zone.config.steps || (zone.kind === "list" && zone.config.numbered);
  return isNumbered ? <p class="card-number">{number}</p> : null;
}
