import { EditableText } from "./EditableText";
import { FieldChoice, isChoice } from "./FieldChoice";

interface Props {
  readonly card: string;
  readonly field: string;
  /** What the field is, for screen readers. */
  readonly label: string;
}

/** A field of a card to be written or chosen in place. */
export function CardField({ card, field, label }: Props) {
  if (isChoice(field)) return <FieldChoice card={card} field={field} label={label} />;
  return <EditableText path={`cards/${card}/fields/${field}`} label={label} />;
}
