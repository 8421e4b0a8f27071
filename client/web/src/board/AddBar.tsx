import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { CARD_KINDS, KIND_NAMES } from "../model/schema.gen";
import type { CardKind } from "../model/types";
import { useBoard } from "../app/scope";
import { useNarrow } from "../outline/useNarrow";
import { isOn } from "../private/OpenRound";
import { placeName } from "./card_moves";
import { currentPlace, kindOf, startCard } from "./new_card";
import { UndoButtons } from "./UndoButtons";

const FIRST: readonly CardKind[] = ["note", "question", "learning", "example"];
/** A hat's card is made in its ring, and nowhere else (SPEC I4). */
const REST = CARD_KINDS.filter((kind) => !FIRST.includes(kind) && kind !== "hat");

/**
 * Adds a card where the person is; one button for each common kind, the others behind More. Where it is narrow, Add shows
 * what the place takes and the common kinds; the others are one press further.
 */
export function AddBar() {
  const scope = useBoard();
  const [more, setMore] = useState(false);
  const isNarrow = useNarrow();
  if (!scope.connection.mayEdit.value) return <p class="add-bar">You can read this board. You cannot change it.</p>;
  const add = (kind: CardKind) => {
    setMore(false);
    const place = currentPlace(scope);
    if (place) startCard(scope, kind, place);
    else startCard(scope, kind, { zone: null, cell: null });
  };
  const isHere = (kind: CardKind) => (
    // The button must not take the focus: the card goes where the focus is.
    <button key={kind} type="button" onMouseDown={(event) => event.preventDefault()} onClick={() => add(kind)}>
      {KIND_NAMES[kind]}
    </button>
  );
  return (
    <fieldset class="add-bar" aria-label="Add a card">
      <span class="add-word" aria-hidden="true">
        Add
      </span>
      <div class="add-first">{FIRST.map(isHere)}</div>
      <button
        type="button"
        class="add-toggle"
        aria-expanded={more}
        onMouseDown={(event) => event.preventDefault()}
        onClick={() => setMore(!more)}
      >
        <span class="wide-only">More</span>
        <span class="narrow-only">Add</span>
      </button>
      {more && (
        <div class="add-more">
          {isNarrow ? <NarrowKinds button={isHere} /> : REST.map(isHere)}
        </div>
      )}
      <UndoButtons />
    </fieldset>
  );
}

interface KindsProps {
  readonly button: (kind: CardKind) => JSX.Element;
}

/** Where a card would go, what is taken there and what is added most often; the others after one more press. */
function NarrowKinds({ button }: KindsProps) {
  const scope = useBoard();
  const [showsAll, setShowsAll] = useState(false);
  // As it was when Add was pressed.
  const [place] = useState(() => currentPlace(scope));
  const zone = scope.model.zone(place?.zone ?? "").value;
  const taken = zone ? [kindOf(zone), ...(zone.config.cards ?? [])] : [];
  const shown = [...new Set([...taken, ...FIRST])];
  return (
    <>
      {place && <p class="hint add-where">To {placeName(scope.model, place)}{isOn(scope.connection.stage.round.value) && ". Everybody sees it at once"}</p>}
      {shown.map(button)}
      {showsAll && REST.filter((kind) => !shown.includes(kind)).map(button)}
      <button type="button" class="quiet" aria-expanded={showsAll} onMouseDown={(event) => event.preventDefault()} onClick={() => setShowsAll(!showsAll)}>
        {showsAll ? "Fewer kinds" : "More kinds"}
      </button>
    </>
  );
}
