import { useState } from "preact/hooks";

import { useBoard } from "../app/scope";
import { kindOf, startCard } from "../board/new_card";
import { KIND_NAMES } from "../model/schema.gen";
import type { CardKind, Cell, Zone } from "../model/types";

interface Props {
  readonly zone: Zone;
  readonly cell: Cell | null;
  /** What the place is called, for screen readers. */
  readonly label: string;
}

/** Adds a card of the kind that belongs here; the other kinds that fit are one button away. */
export function AddCards({ zone, cell, label }: Props) {
  const scope = useBoard();
  const [more, setMore] = useState(false);
  const first = kindOf(zone);
  // A cell of a grid is too small for a choice of kinds; a card's options have it.
  const inGrid = cell !== null && cell[0] !== null;
  const others = inGrid ? [] : (zone.config.cards ?? []).filter((kind) => kind !== first);
  const add = (kind: CardKind): void => {
    setMore(false);
    startCard(scope, kind, { zone: zone.id, cell });
  };
  return (
    <p class="outline-add">
      {[first, ...(more ? others : [])].map((kind) => (
        <button type="button" key={kind} class="add-button" onClick={() => add(kind)}>
          Add {KIND_NAMES[kind].toLowerCase()}
          <span class="hidden"> to {label}</span>
        </button>
      ))}
      {others.length > 0 && (
        <button type="button" class="quiet" aria-expanded={more} onClick={() => setMore(!more)}>
          {more ? "Fewer kinds" : "Other kinds"}
          <span class="hidden"> for {label}</span>
        </button>
      )}
    </p>
  );
}
