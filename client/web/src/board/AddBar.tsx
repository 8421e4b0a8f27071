import { useState } from "preact/hooks";
import { CARD_KINDS, KIND_NAMES } from "../model/schema.gen";
import type { CardKind } from "../model/types";
import { useBoard } from "../app/scope";
import { currentPlace, startCard } from "./new_card";
import { UndoButtons } from "./UndoButtons";

const FIRST: readonly CardKind[] = ["note", "question", "learning", "example"];
/** A hat's card is made in its ring, and nowhere else (SPEC I4). */
const REST = CARD_KINDS.filter((kind) => !FIRST.includes(kind) && kind !== "hat");

/** Adds a card where the person is; one button for each common kind, the others behind More; all of them where it is narrow. */
export function AddBar() {
  const scope = useBoard();
  const [more, setMore] = useState(false);
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
          <span class="narrow-only">{FIRST.map(isHere)}</span>
          {REST.map(isHere)}
        </div>
      )}
      <UndoButtons />
    </fieldset>
  );
}
