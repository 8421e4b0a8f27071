import { useState } from "preact/hooks";
import { referencesOf, targetsOf } from "../model/references";
import type { Card } from "../model/types";
import { useBoard } from "../app/scope";
import { Field } from "../app/Field";
import { Choices } from "./Choices";

/** What a card is marked as, and what it refers to: only where its zone has marks, or the board has something with a number. */
export function CardTies({ card }: { readonly card: Card }) {
  return (
    <>
      <TagChoice card={card} />
      <References card={card} />
    </>
  );
}

function TagChoice({ card }: { readonly card: Card }) {
  const { model } = useBoard();
  const offered = (card.zone === null ? undefined : model.zone(card.zone).value?.config.tags) ?? [];
  const all = [...new Set([...offered, ...card.tags])];
  if (all.length === 0) return null;
  return (
    <Choices<string>
      title="What is it?"
      choices={[["", "Not marked"], ...all.map((tag) => [tag, tag] as const)]}
      chosen={card.tags[0] ?? ""}
      onChoose={(tag) => model.edits.setCardTags(card.id, tag === "" ? [] : [tag])}
    />
  );
}

function References({ card }: { readonly card: Card }) {
  const { model, view } = useBoard();
  const [chosen, setChosen] = useState("");
  const references = referencesOf(model, card);
  const others = targetsOf(model, card.id).filter(({ id }) => !card.refs.includes(id));
  if (references.length === 0 && others.length === 0) return null;
  const add = () => {
    const target = others.find(({ id }) => id === chosen);
    if (!target) return;
    model.edits.setCardRefs(card.id, [...card.refs, target.id]);
    setChosen("");
    view.announce(`It refers to ${target.name} now.`);
  };
  return (
    <div class="references">
      {references.length > 0 && (
        <ul aria-label="It refers to">
          {references.map(({ id, name }) => (
            <li key={id} class="row">
              <span>See {name}</span>
              <button type="button" class="quiet" onClick={() => model.edits.setCardRefs(card.id, card.refs.filter((other) => other !== id))}>
                Take away<span class="hidden"> the reference to {name}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      {others.length > 0 && (
        <Field label="Refer to" hint="Its number and words are always those of now.">
          {(described) => (
            <span class="row">
              <select {...described} value={chosen} onChange={(event) => setChosen(event.currentTarget.value)}>
                <option value="">Nothing chosen</option>
                {others.map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))}
              </select>
              <button type="button" onClick={add}>
                Add the reference
              </button>
            </span>
          )}
        </Field>
      )}
    </div>
  );
}
