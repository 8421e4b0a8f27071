import type { Card } from "../model/types";
import { useBoard } from "../app/scope";
import { Choices } from "./Choices";
import { References } from "./References";

/** What a card is marked as, where its zone has marks, and what it refers to. */
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
