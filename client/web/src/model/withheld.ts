/** What stays in the group: reports leave it out until somebody lets it in (SPEC T5). */

import type { BoardContents } from "./contents";
import type { Card, Place } from "./types";

/** Whether everything in this place stays in the group. */
export function isWithheld(model: BoardContents, { zone }: Pick<Place, "zone">): boolean {
  return zone !== null && model.zone(zone).value?.config.withheld === true;
}

/** Whether a card lies where everything stays in the group, or came from there. */
export function isOfTheGroup(model: BoardContents, card: Card): boolean {
  return card.withheld_in !== null || isWithheld(model, card);
}

/** Whether a card that was moved among others still stays in the group, which nothing around it says. */
export function staysAmongOthers(model: BoardContents, card: Card): boolean {
  return card.withheld_in !== null && card.status !== "in_report" && !isWithheld(model, card);
}
