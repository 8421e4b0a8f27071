import { FIELD_CHOICES } from "../model/schema.gen";
import { useBoard } from "../app/scope";

interface Props {
  readonly card: string;
  readonly field: string;
  /** What is chosen, for screen readers. */
  readonly label: string;
}

/** True for a field for which words are offered. */
export function isChoice(field: string): boolean {
  return field in FIELD_CHOICES;
}

/** A field with a few words to choose from; what somebody wrote there otherwise stays one of them. */
export function FieldChoice({ card, field, label }: Props) {
  const { model, connection } = useBoard();
  const written = model.content(model.text(`cards/${card}/fields/${field}`)).value;
  if (!connection.mayEdit.value) return <p>{written || "Not said"}</p>;
  const words = [...new Set([...(FIELD_CHOICES[field] ?? []), ...(written === "" ? [] : [written])])];
  return (
    <select aria-label={label} value={written} onChange={(event) => model.edits.setCardField(card, field, event.currentTarget.value)}>
      <option value="">Not said</option>
      {words.map((word) => (
        <option key={word} value={word}>
          {word}
        </option>
      ))}
    </select>
  );
}
