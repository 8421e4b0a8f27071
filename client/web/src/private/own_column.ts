/** Says that a person took another column in another window of theirs (SPEC P8). */

import { effect } from "@preact/signals";
import type { BoardScope } from "../app/scope";
import type { Zone } from "../model/types";
import type { Followed } from "./private_cards";

/** In a sentence, "" where nothing came along or the column is not there any more. */
export function cameAlongWords(zone: Zone, along: Followed | null): string {
  const column = zone.columns.find(({ id }) => id === along?.column);
  return column ? `You took “${column.title}” in another window, and what you wrote here came along.` : "";
}

/** Says it aloud, once. */
export function speakOfColumn({ connection, model, privately, view }: BoardScope): () => void {
  return effect(() => {
    const along = privately.along.value;
    const round = connection.stage.round.peek();
    if (along === null || along.round !== round?.id) return;
    const zone = model.zone(round.zone).peek();
    if (zone) view.announce(cameAlongWords(zone, along));
  });
}
