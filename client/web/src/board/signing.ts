/** How a card that this person adds will be signed, by where it is added: they are told so before they write (SPEC P10). */

import type { BoardScope } from "../app/scope";
import { attributionAt, namesNobody } from "../model/attribution";
import type { BoardPart } from "../model/parts";
import type { Signing } from "../model/schema.gen";
import { signingOf } from "../model/shown_as";

/** As a zone or an activity says now; null where nobody is named. */
export function signingIn({ model, info }: BoardScope, part: BoardPart): Signing | null {
  return namesNobody(model, part) ? null : signingOf(attributionAt(model, part), info.participant);
}

/** The same of a place for cards; the open board belongs to no activity. */
export function signingAt(scope: BoardScope, zone: string | null): Signing | null {
  return zone === null ? null : signingIn(scope, { root: "zones", id: zone });
}
