import { Field } from "../app/Field";
import { LIMITS } from "../model/schema.gen";
import { cutTo, wellFormed } from "../text/diff";

interface Props {
  readonly value: string;
  readonly error: string;
  readonly onInput: (title: string) => void;
}

/** The title of an area that is to be made. */
export function AreaTitleField({ value, error, onInput }: Props) {
  return (
    <Field label="Title of the new area" hint="It will be the heading of its section in the report." error={error}>
      {(described) => <input {...described} value={value} onInput={(event) => onInput(event.currentTarget.value)} />}
    </Field>
  );
}

/** The title as it is stored. */
export function tidyTitle(typed: string): string {
  return cutTo(wellFormed(typed.trim()), LIMITS.MAX_TITLE);
}
