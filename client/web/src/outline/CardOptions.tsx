import { useId, useState } from "preact/hooks";

import { useBoard } from "../app/scope";
import { movedWords, placeName } from "../board/card_moves";
import { CommentButton } from "../comments/CommentMark";
import { CardTies } from "../board/CardTies";
import { PlaceChoice, placeKey, placeOfKey } from "../board/PlaceChoice";
import { StaysInGroup } from "../board/StaysInGroup";
import {
  CARD_KINDS, CARD_STATUSES, CERTAINTIES, CERTAINTY_NAMES, COLOUR_NAMES, COLOURS, KIND_NAMES, STATUS_NAMES,
} from "../model/schema.gen";
import type { Card, CardKind, CardStatus, Certainty, Colour } from "../model/types";
import { deleteCard, stepCard } from "./card_actions";
import { focusFirst } from "./focus";

/** What a card is, how far it is, where it lies; and moving or deleting it. Everything is named by a word. */
export function CardOptions({ card }: { readonly card: Card }) {
  const scope = useBoard();
  const { edits } = scope.model;
  const zone = card.zone === null ? undefined : scope.model.zone(card.zone).value;
  const kinds = CARD_KINDS.filter((kind) => kind !== "hat");
  return (
    <div class="outline-options">
      <StaysInGroup card={card} />
      <Choice<CardKind> label="Kind" value={card.kind} choices={kinds} names={KIND_NAMES} onChoose={(kind) => edits.setCardKind(card.id, kind)} />
      <Choice<CardStatus>
        label="How far is it?"
        value={card.status}
        choices={CARD_STATUSES}
        names={STATUS_NAMES}
        onChoose={(status) => edits.setCardStatus(card.id, status)}
      />
      {(zone?.config.certainty || card.certainty !== null) && (
        <Choice<Certainty | "">
          label="How sure are we?"
          value={card.certainty ?? ""}
          choices={["", ...CERTAINTIES]}
          names={{ "": "Not stated", ...CERTAINTY_NAMES }}
          onChoose={(certainty) => edits.setCardCertainty(card.id, certainty || null)}
        />
      )}
      <Choice<Colour> label="Colour" value={card.colour} choices={COLOURS} names={COLOUR_NAMES} onChoose={(colour) => edits.setCardColour(card.id, colour)} />
      <CardTies card={card} />
      <MoveTo card={card} />
      <p class="row">
        <CommentButton place={{ root: "cards", id: card.id }} />
        <button type="button" onClick={() => stepCard(scope, card.id, -1)}>
          Move up
        </button>
        <button type="button" onClick={() => stepCard(scope, card.id, 1)}>
          Move down
        </button>
        <button type="button" onClick={() => deleteCard(scope, card.id)}>
          Delete
        </button>
      </p>
    </div>
  );
}

interface ChoiceProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly choices: readonly T[];
  readonly names: Readonly<Record<T, string>>;
  readonly onChoose: (choice: T) => void;
}

function Choice<T extends string>({ label, value, choices, names, onChoose }: ChoiceProps<T>) {
  const id = useId();
  return (
    <p class="outline-choice">
      <label for={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => onChoose(event.currentTarget.value as T)}>
        {choices.map((choice) => (
          <option key={choice} value={choice}>
            {names[choice]}
          </option>
        ))}
      </select>
    </p>
  );
}

/** It moves when the button is pressed: keys that go through the list must not take the card through the whole board. */
function MoveTo({ card }: { readonly card: Card }) {
  const scope = useBoard();
  const { model, view } = scope;
  const [chosen, setChosen] = useState<string | null>(null);
  const here = placeKey(card);
  const move = (): void => {
    const place = placeOfKey(scope, chosen ?? here);
    if (!place || (chosen ?? here) === here) return view.announce("It is there already.");
    model.edits.moveCard(card.id, place);
    view.announce(movedWords(model, card.id));
    return focusFirst(`.outline [data-card="${card.id}"] .outline-open`);
  };
  return (
    <div class="outline-move">
      <PlaceChoice value={chosen ?? here} here={placeName(model, card)} onChoose={setChosen} />
      <button type="button" onClick={move}>
        Move
      </button>
    </div>
  );
}
