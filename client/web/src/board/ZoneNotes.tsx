import type { Zone } from "../model/types";
import { useBoard } from "../app/scope";
import { isOn } from "../private/OpenRound";

/** What is to be known before writing in a zone: its prompt, its banner, what stays in the group, and how much it is meant for. */
export function ZoneNotes({ zone }: { readonly zone: Zone }) {
  const { model, connection } = useBoard();
  const round = connection.stage.round.value;
  const { most, banner, withheld } = zone.config;
  const count = model.cardsIn(zone.id).value.length;
  return (
    <>
      {zone.hint && <p class="hint">{zone.hint}</p>}
      {banner && <p class="banner">{banner}</p>}
      {isOn(round) && round.zone === zone.id && <p class="banner">Everybody sees at once what is added here. Write unseen under “Write on your own”.</p>}
      {withheld && <p class="stays">Stays in the group, but for cards marked “In the report”.</p>}
      {most !== undefined && count > most && (
        <p class="banner">
          There are {count} cards here; this zone is meant for {most} at most. Which matter most?
        </p>
      )}
    </>
  );
}
