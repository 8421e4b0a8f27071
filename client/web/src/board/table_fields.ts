import type { BoardContents } from "../model/contents";
import { CARD_FIELDS } from "../model/schema.gen";
import type { Zone } from "../model/types";
import { kindOf } from "./new_card";

/** The columns of a table: its own, and those of every other kind of card that is in it, such as what became a commitment. */
export function tableFields(model: BoardContents, zone: Zone): readonly string[] {
  const kind = kindOf(zone);
  const others = model.cardsIn(zone.id).value.flatMap((id) => {
    const card = model.card(id).value;
    return card && card.kind !== kind ? CARD_FIELDS[card.kind] : [];
  });
  return [...new Set([...(zone.config.fields ?? CARD_FIELDS[kind]), ...others])];
}
