import { useId } from "preact/hooks";

interface Props<T extends string> {
  readonly title: string;
  readonly choices: readonly (readonly [T, string])[];
  readonly chosen: T;
  readonly onChoose: (choice: T) => void;
  /** Show each choice on its own colour. */
  readonly swatches?: boolean;
}

/** One of a few, all in sight. */
export function Choices<T extends string>({ title, choices, chosen, onChoose, swatches = false }: Props<T>) {
  const name = useId();
  return (
    <fieldset class="choices">
      <legend>{title}</legend>
      {choices.map(([value, word]) => (
        <label key={value} class={swatches ? `choice swatch colour-${value}` : "choice"}>
          <input type="radio" name={name} value={value} checked={value === chosen} onChange={() => onChoose(value)} />
          {word}
        </label>
      ))}
    </fieldset>
  );
}
