import {
  CARD_KINDS, CARD_STATUSES, CERTAINTIES, CERTAINTY_NAMES, COLOUR_NAMES, COLOURS, KIND_NAMES, STATUS_NAMES,
} from "../model/schema.gen";
import type { Card, CardKind, CardStatus, Certainty, Colour, Place } from "../model/types";
import { DialogFrame } from "../app/DialogFrame";
import { Field } from "../app/Field";
import { useBoard } from "../app/scope";
import { deletePart } from "../news/deleting";
import { placeName, placesOf } from "./card_moves";
import { Choices } from "./Choices";
import { openZones } from "./new_card";

/** Everything that can be said of a card beside its text, and where it lies. */
export function CardDialog({ card: id, onClose }: { readonly card: string; readonly onClose: () => void }) {
  const scope = useBoard();
  const { model } = scope;
  const card = model.card(id).value;
  if (!card) return null;
  const text = model.content(model.text(`cards/${id}/text`)).value;
  const remove = () => {
    deletePart(scope, { root: "cards", id });
    onClose();
  };
  return (
    <DialogFrame title={KIND_NAMES[card.kind]} onClose={onClose}>
      <blockquote>{text || "Nothing written yet"}</blockquote>
      <CardChoices card={card} />
      <MoveTo card={card} />
      <div class="row dialog-end">
        <button type="button" onClick={remove}>
          Delete this card
        </button>
        <button type="button" class="primary" onClick={onClose}>
          Done
        </button>
      </div>
    </DialogFrame>
  );
}

function CardChoices({ card }: { readonly card: Card }) {
  const { model } = useBoard();
  const { edits } = model;
  const certainty = card.zone === null ? false : model.zone(card.zone).value?.config.certainty;
  return (
    <>
      <Field label="Kind">
        {(described) => (
          <select
            {...described}
            value={card.kind}
            onChange={(event) => edits.setCardKind(card.id, event.currentTarget.value as CardKind)}
          >
            {CARD_KINDS.filter((kind) => kind !== "hat").map((kind) => (
              <option key={kind} value={kind}>
                {KIND_NAMES[kind]}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Choices<CardStatus>
        title="How far is it?"
        choices={CARD_STATUSES.map((status) => [status, STATUS_NAMES[status]])}
        chosen={card.status}
        onChoose={(status) => edits.setCardStatus(card.id, status)}
      />
      {(certainty || card.certainty !== null) && (
        <Choices<Certainty | "">
          title="How sure are we?"
          choices={[["", "Not stated"], ...CERTAINTIES.map((each) => [each, CERTAINTY_NAMES[each]] as const)]}
          chosen={card.certainty ?? ""}
          onChoose={(each) => edits.setCardCertainty(card.id, each || null)}
        />
      )}
      <Choices<Colour>
        title="Colour"
        choices={COLOURS.map((colour) => [colour, COLOUR_NAMES[colour]])}
        chosen={card.colour}
        onChoose={(colour) => edits.setCardColour(card.id, colour)}
        swatches
      />
    </>
  );
}

const OPEN_BOARD = "open board";

/** Where a card lies on the open board when it is moved there from a list of places. */
const FIRST_FREE = [40, -260] as const;

function MoveTo({ card }: { readonly card: Card }) {
  const scope = useBoard();
  const { model, view } = scope;
  const places = openZones(scope).flatMap(placesOf);
  const here = card.zone === null ? OPEN_BOARD : keyOf({ zone: card.zone, cell: card.cell });
  const move = (key: string) => {
    const place = places.find((each) => keyOf(each) === key);
    if (place) model.edits.moveCard(card.id, place);
    else model.edits.moveCardTo(card.id, FIRST_FREE);
    view.announce(`Moved to ${placeName(model, place ?? { zone: null, cell: null })}.`);
  };
  return (
    <Field label="Move to">
      {(described) => (
        <select {...described} value={here} onChange={(event) => move(event.currentTarget.value)}>
          {places.map((place) => (
            <option key={keyOf(place)} value={keyOf(place)}>
              {placeName(model, place)}
            </option>
          ))}
          <option value={OPEN_BOARD}>The open board</option>
        </select>
      )}
    </Field>
  );
}

function keyOf({ zone, cell }: Place): string {
  return `${zone} ${cell?.[0] ?? ""} ${cell?.[1] ?? ""}`;
}
