import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";

import { useBoard } from "../app/scope";
import { CardRemarks, CardTags } from "../board/CardRemarks";
import { FieldChoice, isChoice } from "../board/FieldChoice";
import { SignedCard } from "../board/SignedAs";
import { awarenessIn, writersOf } from "../board/writers";
import { CommentMark } from "../comments/CommentMark";
import { CardTick } from "../grouping/CardTick";
import { cardName } from "../model/card_name";
import { CARD_FIELDS, CERTAINTY_NAMES, FIELD_NAMES, KIND_NAMES, STATUS_NAMES } from "../model/schema.gen";
import type { Card } from "../model/types";
import { useLeaving } from "../text/leaving";
import { type Ending, TextEditor } from "../text/TextEditor";
import { CardOptions } from "./CardOptions";
import { cardButton, focusFirst } from "./focus";

/** A card as an item of a list: its kind and state as words, its text, and all that can be done with it. */
export function OutlineCard({ id, number }: { readonly id: string; readonly number?: ComponentChildren }) {
  const { model, view, connection } = useBoard();
  const card = model.card(id).value;
  const [showOptions, setShowOptions] = useState(false);
  const isOpen = view.editingOf(id).value !== null && connection.mayEdit.value;
  if (!card) return null;
  const name = `${KIND_NAMES[card.kind].toLowerCase()} ${cardName(model, id)}`;
  return (
    <li class={`outline-card colour-${card.colour} is-${card.status}`} data-card={id}>
      <CardTick card={card} name={name} />
      {number}
      <CardMarks card={card} />
      {isOpen ? <CardForm card={card} /> : <CardReading card={card} />}
      <CardRemarks card={card} />
      <CommentMark place={{ root: "cards", id }} />
      {connection.mayEdit.value && !isOpen && (
        <span class="outline-actions">
          {/* Names without hidden words: each of those is a layer of its own, and a board has thousands of cards. */}
          <button type="button" class="quiet outline-open" aria-label={`Edit the ${name}`} onClick={() => view.edit(`cards/${id}/text`)}>
            Edit
          </button>
          <button
            type="button"
            class="quiet"
            aria-label={`Options of the ${name}`}
            aria-expanded={showOptions}
            onClick={() => setShowOptions(!showOptions)}
          >
            Options
          </button>
        </span>
      )}
      {showOptions && connection.mayEdit.value && !isOpen && <CardOptions card={card} />}
    </li>
  );
}

function CardMarks({ card }: { readonly card: Card }) {
  const writers = writersOf(useBoard(), card.id).value;
  return (
    <p class="outline-marks">
      <span class="kind">{KIND_NAMES[card.kind]}</span>
      {card.certainty && <span class={`certainty is-${card.certainty}`}>{CERTAINTY_NAMES[card.certainty]}</span>}
      <CardTags card={card} />
      {card.status !== "raw" && <span class="status">{STATUS_NAMES[card.status]}</span>}
      {writers !== "" && <span class="writers">{writers}</span>}
      {card.broken.length > 0 && <span class="hint">Part of this card could not be read.</span>}
    </p>
  );
}

function CardReading({ card }: { readonly card: Card }) {
  const { model, connection } = useBoard();
  const text = model.content(model.text(`cards/${card.id}/text`)).value;
  const fields = CARD_FIELDS[card.kind].flatMap((field) => {
    const content = model.content(model.text(`cards/${card.id}/fields/${field}`)).value;
    return content === "" ? [] : [[field, content] as const];
  });
  return (
    <div class="outline-text" data-edit={connection.mayEdit.value ? `cards/${card.id}/text` : undefined}>
      <p class={text === "" ? "empty" : "plain-text"} dir="auto">
        {text || "Nothing written yet"}
      </p>
      {fields.length > 0 && (
        <dl>
          {fields.map(([field, content]) => (
            <div key={field}>
              <dt>{FIELD_NAMES[field]}</dt>
              <dd class="plain-text" dir="auto">
                {content}
              </dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  );
}

/** All texts of a card at once; the Tab key goes from one to the next, and leaving the last closes the card. */
function CardForm({ card }: { readonly card: Card }) {
  const scope = useBoard();
  const { model, view } = scope;
  const form = useRef<HTMLDivElement>(null);
  const [first] = useState(() => view.editing.peek());
  const close = (): void => {
    if (view.editingOf(card.id).peek() !== null) view.editing.value = null;
  };
  useLeaving(form, close);
  useEffect(() => {
    const closed = (): void => {
      if (document.activeElement === document.body) focusFirst(cardButton(card.id));
    };
    return closed;
  }, [card.id]);
  const done = (how: Ending): void => {
    // Leaving one text for another of the same card is not leaving the card.
    if (how !== "left") close();
  };
  const signed = useId();
  const paths = [`cards/${card.id}/text`, ...CARD_FIELDS[card.kind].map((field) => `cards/${card.id}/fields/${field}`)];
  return (
    <div ref={form} class="outline-form">
      {view.fresh.value === card.id && <SignedCard id={signed} />}
      {paths.map((path) => {
        const text = model.text(path);
        const field = path.split("/")[3];
        const label = field === undefined ? KIND_NAMES[card.kind] : (FIELD_NAMES[field] ?? field);
        return (
          text && (
            <div key={path}>
              {field !== undefined && (
                <p class="field-name" aria-hidden="true">
                  {label}
                </p>
              )}
              {field !== undefined && isChoice(field) ? (
                <FieldChoice card={card.id} field={field} label={label} />
              ) : (
                <TextEditor text={text} awareness={awarenessIn(scope, path)} path={path} label={label} onDone={done} autofocus={path === first} describedBy={signed} />
              )}
            </div>
          )
        );
      })}
      <button type="button" onClick={close}>
        Done
      </button>
    </div>
  );
}
