import { useId, useLayoutEffect, useState } from "preact/hooks";
import { useBoard } from "../app/scope";
import type { Round } from "../model/round";
import { isUnsaved, type PrivateCard } from "./private_cards";

/** As the server has it. */
export const LONGEST_TEXT = 4000;

/** Private cards of a round in which all come to one place. */
export function OwnCards({ round }: { readonly round: Round }) {
  const { privately } = useBoard();
  const cards = privately.of(round.id);
  const [fresh, setFresh] = useState("");
  return (
    <>
      <ol class="private-cards">
        {cards.map((card, index) => (
          <OwnCard key={card.id} card={card} number={index + 1} isFresh={card.id === fresh} />
        ))}
      </ol>
      <button type="button" class="primary private-add" onClick={() => setFresh(privately.add(round.id))}>
        Add a private card
      </button>
    </>
  );
}

interface OwnCardProps {
  readonly card: PrivateCard;
  readonly number: number;
  /** It was added just now, to be written. */
  readonly isFresh: boolean;
}

function OwnCard({ card, number, isFresh }: OwnCardProps) {
  const { privately, view } = useBoard();
  const id = useId();
  useLayoutEffect(() => {
    const field = isFresh ? document.getElementById(id) : null;
    field?.focus();
    // Focus alone may leave in sight no more than its first line.
    field?.scrollIntoView({ block: "nearest" });
  }, [id, isFresh]);
  const remove = (button: HTMLElement) => {
    const add = button.closest(".private")?.querySelector<HTMLElement>(".private-add");
    privately.remove(card);
    view.announce("The private card is deleted.");
    add?.focus();
  };
  return (
    <li>
      <label for={id}>Private card {number}</label>
      <textarea
        id={id}
        rows={3}
        dir="auto"
        maxLength={LONGEST_TEXT}
        value={card.text}
        aria-describedby={`${id}-state`}
        onInput={(event) => privately.write(card, { text: event.currentTarget.value })}
      />
      <div class="spread">
        <span id={`${id}-state`} class={card.problem ? "error" : "hint"}>
          {stateWords(card)}
        </span>
        <button type="button" class="quiet" onClick={(event) => remove(event.currentTarget)}>
          Delete<span class="hidden"> private card {number}</span>
        </button>
      </div>
    </li>
  );
}

/** How far a card is saved; nothing before its first letter. */
export function stateWords(card: PrivateCard): string {
  if (card.problem) return `Not saved. ${card.problem}`;
  if (isUnsaved(card)) return "Not saved yet";
  return card.revision > 0 ? "Saved, only you see it" : "";
}
