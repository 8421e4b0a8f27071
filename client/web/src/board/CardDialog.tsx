import {
  CARD_KINDS, CARD_STATUSES, CERTAINTIES, CERTAINTY_NAMES, COLOUR_NAMES, COLOURS, KIND_NAMES, STATUS_NAMES,
} from "../model/schema.gen";
import type { Card, CardKind, CardStatus, Certainty, Colour } from "../model/types";
import { DialogFrame } from "../app/DialogFrame";
import { Field } from "../app/Field";
import { useBoard } from "../app/scope";
import { CommentButton } from "../comments/CommentMark";
import { deletePart } from "../news/deleting";
import { movedWords, placeName } from "./card_moves";
import { CardTies } from "./CardTies";
import { Choices } from "./Choices";
import { PlaceChoice, placeKey, placeOfKey } from "./PlaceChoice";
import { StaysInGroup } from "./StaysInGroup";

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
      <StaysInGroup card={card} />
      <CardChoices card={card} />
      <CardTies card={card} />
      <MoveTo card={card} />
      <div class="row dialog-end">
        <CommentButton place={{ root: "cards", id }} />
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

/** Where a card lies on the open board when it is moved there from a list of places. */
const FIRST_FREE = [40, -260] as const;

function MoveTo({ card }: { readonly card: Card }) {
  const scope = useBoard();
  const { model, view } = scope;
  const move = (key: string) => {
    const place = placeOfKey(scope, key);
    if (place) model.edits.moveCard(card.id, place);
    else model.edits.moveCardTo(card.id, FIRST_FREE);
    view.announce(movedWords(model, card.id));
  };
  return <PlaceChoice value={placeKey(card)} here={placeName(model, card)} onChoose={move} withOpenBoard />;
}
