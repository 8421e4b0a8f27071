import type { Zone } from "../model/types";
import { useBoard } from "../app/scope";
import { kindOf, startCard } from "./new_card";

/** Beginnings of a sentence: pressing one begins a card with it. */
export function Starters({ zone }: { readonly zone: Zone }) {
  const scope = useBoard();
  const starters = zone.config.starters ?? [];
  if (starters.length === 0 || !scope.connection.mayEdit.value) return null;
  return (
    <ul class="starters" aria-label={`Ways to begin in ${zone.title}`}>
      {starters.map((starter) => (
        <li key={starter}>
          <button type="button" class="quiet" onClick={() => startCard(scope, kindOf(zone), { zone: zone.id, cell: null }, starter)}>
            {starter.trim()} …
          </button>
        </li>
      ))}
    </ul>
  );
}
