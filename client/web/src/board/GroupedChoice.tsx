import { useState } from "preact/hooks";
import { Field } from "../app/Field";

/** One of the things to choose from: what tells it from the others, and what it is called. */
export type Choice = readonly [key: string, name: string];

/** Choices under the part of the board that they belong to. */
export interface ChoiceGroup {
  readonly title: string;
  readonly choices: readonly Choice[];
}

/** More choices than this are looked through by typing. */
const MANY = 12;

interface Props {
  readonly label: string;
  readonly hint?: string;
  /** How the field is called in which one types, what to type, and what is counted ("places"). */
  readonly find: { readonly label: string; readonly hint: string; readonly counted: string };
  readonly groups: readonly ChoiceGroup[];
  /** In front of all groups and behind them, whatever is typed. */
  readonly before: readonly Choice[];
  readonly after?: readonly Choice[];
  readonly value: string;
  readonly onChoose: (key: string) => void;
}

/** One of many in groups; some letters of a name leave those that have them. */
export function GroupedChoice({ label, hint, find, groups, before, after, value, onChoose }: Props) {
  const [typed, setTyped] = useState("");
  const found = groups.flatMap((group) => narrowed(group, typed, value));
  const count = counted(groups);
  return (
    <>
      {count > MANY && (
        <Field label={find.label} hint={typed === "" ? find.hint : `${counted(found)} of ${count} ${find.counted}`}>
          {(described) => <input {...described} type="search" value={typed} onInput={(event) => setTyped(event.currentTarget.value)} />}
        </Field>
      )}
      <Field label={label} hint={hint}>
        {(described) => (
          <select {...described} value={value} onChange={(event) => onChoose(event.currentTarget.value)}>
            <Options choices={before} />
            {found.map(({ title, choices }) => (
              <optgroup key={title} label={title}>
                <Options choices={choices} />
              </optgroup>
            ))}
            {after && <Options choices={after} />}
          </select>
        )}
      </Field>
    </>
  );
}

function Options({ choices }: { readonly choices: readonly Choice[] }) {
  return (
    <>
      {choices.map(([key, name]) => (
        <option key={key} value={key}>
          {name}
        </option>
      ))}
    </>
  );
}

function counted(groups: readonly ChoiceGroup[]): number {
  return groups.reduce((sum, { choices }) => sum + choices.length, 0);
}

/** The group with what was typed in its own name or in those of its choices; what is chosen is always among them. */
function narrowed({ title, choices }: ChoiceGroup, typed: string, value: string): readonly ChoiceGroup[] {
  const wanted = typed.trim().toLowerCase();
  const left = choices.filter(([key, name]) => key === value || `${title} ${name}`.toLowerCase().includes(wanted));
  return left.length === 0 ? [] : [{ title, choices: left }];
}
