import { useEffect, useRef } from "preact/hooks";
import { CARD_FIELDS, CERTAINTY_NAMES, COLOUR_NAMES, FIELD_NAMES, KIND_NAMES, STATUS_NAMES } from "../model/schema.gen";
import type { Card } from "../model/types";
import { useBoard } from "../app/scope";
import { cardName } from "../model/card_name";
import { staysAmongOthers } from "../model/withheld";
import { CardField } from "./CardField";
import { CardRemarks, CardTags } from "./CardRemarks";
import { CommentMark } from "../comments/CommentMark";
import { CardDots } from "../votes/CardDots";
import { EditableText, ReadText } from "./EditableText";
import { CardTick } from "../grouping/CardTick";
import { writersOf } from "./writers";

/** A note: its kind as a word, its text, how sure and how far it is. It takes the focus, so that keys can move and open it. */
export function CardView({ id }: { readonly id: string }) {
  const { model, view, connection } = useBoard();
  const card = model.card(id).value;
  const editing = view.editingOf(id).value;
  const element = useRef<HTMLElement>(null);
  const wasEditing = useRef(false);
  useEffect(() => {
    const isFree = document.activeElement === null || document.activeElement === document.body;
    if (wasEditing.current && editing === null && isFree) element.current?.focus({ preventScroll: true });
    wasEditing.current = editing !== null;
  }, [editing]);
  if (!card) return null;
  const name = cardName(model, id);
  const isSelected = view.selection.has(id).value;
  const isOpen = editing !== null && connection.mayEdit.value;
  return (
    <article
      ref={element}
      class={`card colour-${card.colour} is-${card.status}${isOpen ? " is-open" : ""}${isSelected ? " is-selected" : ""}`}
      data-card={id}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- keys open, move and delete the card that has the focus
      tabIndex={0}
      aria-label={`${labelOf(card, name)}${staysAmongOthers(model, card) ? ", stays in the group" : ""}${isSelected ? ", selected" : ""}`}
    >
      <header class="card-head">
        <CardTick card={card} name={`${KIND_NAMES[card.kind].toLowerCase()} ${name}`} />
        <span class="kind">{KIND_NAMES[card.kind]}</span>
        {card.certainty && <span class={`certainty is-${card.certainty}`}>{CERTAINTY_NAMES[card.certainty]}</span>}
        <CardTags card={card} />
        {isSelected && <span class="selected-mark">Selected</span>}
        {card.status !== "raw" && <span class="status">{STATUS_NAMES[card.status]}</span>}
        <CardDots card={card} />
      </header>
      {isOpen ? <CardTexts card={card} /> : <CardReading card={card} />}
      <CardRemarks card={card} />
      <CommentMark place={{ root: "cards", id }} />
      {!isOpen && <Writers card={id} />}
      {card.broken.length > 0 && <p class="hint">Part of this card could not be read.</p>}
      {connection.mayEdit.value && (
        <button
          type="button"
          class="quiet card-options"
          aria-label={`Options of the ${KIND_NAMES[card.kind].toLowerCase()} ${name}`}
          onClick={() => {
            view.dialog.value = { name: "card", card: id };
          }}
        >
          Options
        </button>
      )}
    </article>
  );
}

/** The card's texts to be read; only those fields that say something. */
function CardReading({ card }: { readonly card: Card }) {
  const { model } = useBoard();
  const text = model.content(model.text(`cards/${card.id}/text`)).value;
  const fields = CARD_FIELDS[card.kind].flatMap((field) => {
    const content = model.content(model.text(`cards/${card.id}/fields/${field}`)).value;
    return content === "" ? [] : [[field, content] as const];
  });
  return (
    <div class="card-text">
      {text === "" ? <p class="empty">Nothing written yet</p> : <ReadText text={text} rich={false} />}
      {fields.length > 0 && (
        <dl>
          {fields.map(([field, content]) => (
            <div key={field}>
              <dt>{FIELD_NAMES[field]}</dt>
              <dd>{content}</dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  );
}

/** The card's texts to be written, all fields of its kind included. */
function CardTexts({ card }: { readonly card: Card }) {
  return (
    <div class="card-text">
      <EditableText path={`cards/${card.id}/text`} label={KIND_NAMES[card.kind]} />
      {CARD_FIELDS[card.kind].map((field) => (
        <div key={field} class="card-field">
          <p class="field-name">{FIELD_NAMES[field]}</p>
          <CardField card={card.id} field={field} label={FIELD_NAMES[field] ?? field} />
        </div>
      ))}
    </div>
  );
}

/** Who else is writing in this card right now. */
function Writers({ card }: { readonly card: string }) {
  const names = writersOf(useBoard(), card).value;
  if (names === "") return null;
  return <p class="writers">{names}</p>;
}

function labelOf(card: Card, name: string): string {
  const by = card.by === null ? "" : `, by ${card.by}`;
  return `${KIND_NAMES[card.kind]}, ${name}${by}, ${STATUS_NAMES[card.status].toLowerCase()}, ${COLOUR_NAMES[card.colour].toLowerCase()}`;
}
