import { CommentMark } from "../comments/CommentMark";
import { KIND_NAMES, STATUS_NAMES } from "../model/schema.gen";
import type { CardKind } from "../model/types";
import { useBoard } from "../app/scope";
import { CardRemarks, CardTags } from "./CardRemarks";

interface Props {
  readonly id: string;
  /** The kind of the rows of this table. */
  readonly kind: CardKind;
}

/** Beside the text of a card that is a row: what it is where the others are something else, how far it is, what it refers to. */
export function RowMarks({ id, kind }: Props) {
  const { model } = useBoard();
  const card = model.card(id).value;
  if (!card) return null;
  return (
    <div class="row-marks">
      {card.kind !== kind && <span class="kind">{KIND_NAMES[card.kind]}</span>}
      <CardTags card={card} />
      {card.status !== "raw" && <span class="status">{STATUS_NAMES[card.status]}</span>}
      <CardRemarks card={card} />
      <CommentMark place={{ root: "cards", id }} />
    </div>
  );
}
