import type { ComponentChildren } from "preact";
import { Field } from "../app/Field";
import type { Values } from "./merged";

interface Named {
  readonly label: string;
  readonly hint?: string;
}

export interface Option {
  readonly value: string;
  readonly label: string;
}

/** What a field of its own kind is drawn from: its value, and those of the others. */
export interface Given {
  readonly value: unknown;
  readonly values: Values;
  readonly onChange: (value: unknown) => void;
}

export interface OwnField extends Named {
  readonly kind: "own";
  readonly draw: (given: Given) => ComponentChildren;
  /** Its value in words. */
  readonly words: (value: unknown) => string;
}

/** What a field takes. `choice` is one of the options or null, `several` a list of them, `lines` a list of texts. */
export type FieldKind = OwnField | (Named &
  (
    | { readonly kind: "line"; readonly required?: boolean }
    | { readonly kind: "prose"; readonly required?: boolean }
    | { readonly kind: "lines" }
    | { readonly kind: "date"; readonly required?: boolean }
    | { readonly kind: "number"; readonly required?: boolean }
    | { readonly kind: "choice"; readonly options: readonly Option[]; readonly none?: string }
    | { readonly kind: "several"; readonly options: readonly Option[]; readonly none?: string }
    | { readonly kind: "tick" }
  ));

interface Props {
  readonly kind: FieldKind;
  readonly value: unknown;
  /** Of the whole form. */
  readonly values: Values;
  readonly error: string | undefined;
  readonly onChange: (value: unknown) => void;
}

/** One field of an entity's form. */
export function EntityField({ kind, value, values, error, onChange }: Props) {
  if (kind.kind === "own") return <>{kind.draw({ value, values, onChange })}</>;
  if (kind.kind === "tick") return <Tick kind={kind} isOn={value === true} onChange={onChange} />;
  if (kind.kind === "several") return <Several kind={kind} options={kind.options} none={kind.none} chosen={strings(value)} onChange={onChange} />;
  const optional = kind.kind === "lines" || (kind.kind !== "choice" && kind.required !== true);
  return (
    <Field label={kind.label} hint={kind.hint} error={error} optional={optional}>
      {(described) => {
        switch (kind.kind) {
          case "line":
            return <input {...described} required={!optional} value={text(value)} onInput={(event) => onChange(event.currentTarget.value)} />;
          case "prose":
            return (
              <textarea {...described} rows={3} required={!optional} value={text(value)} onInput={(event) => onChange(event.currentTarget.value)} />
            );
          case "lines":
            return (
              <textarea
                {...described}
                rows={4}
                value={strings(value).join("\n")}
                onInput={(event) => onChange(event.currentTarget.value.split("\n"))}
              />
            );
          case "date":
            return (
              <input {...described} type="date" required={!optional} value={text(value)} onInput={(event) => onChange(event.currentTarget.value || null)} />
            );
          case "number":
            return (
              <input
                {...described}
                type="number"
                min={1}
                required={!optional}
                value={typeof value === "number" ? value : ""}
                onInput={(event) => onChange(event.currentTarget.value === "" ? null : event.currentTarget.valueAsNumber)}
              />
            );
          case "choice":
            return (
              <select {...described} value={text(value)} onChange={(event) => onChange(event.currentTarget.value || null)}>
                {kind.none !== undefined && <option value="">{kind.none}</option>}
                {text(value) !== "" && !kind.options.some((option) => option.value === value) && (
                  <option value={text(value)}>What was chosen before, which is not in this list</option>
                )}
                {kind.options.map((option) => (
                  <option key={option.value} value={option.value}>
                    {option.label}
                  </option>
                ))}
              </select>
            );
        }
      }}
    </Field>
  );
}

function Tick({ kind, isOn, onChange }: { readonly kind: Named; readonly isOn: boolean; readonly onChange: (value: boolean) => void }) {
  return (
    <div class="ticked-field">
      <label class="choice">
        <input type="checkbox" checked={isOn} onChange={(event) => onChange(event.currentTarget.checked)} />
        {kind.label}
      </label>
      {kind.hint && <p class="hint">{kind.hint}</p>}
    </div>
  );
}

interface SeveralProps {
  readonly kind: Named;
  readonly options: readonly Option[];
  /** Said where there is nothing to choose from. */
  readonly none: string | undefined;
  readonly chosen: readonly string[];
  readonly onChange: (value: readonly string[]) => void;
}

function Several({ kind, options, none, chosen, onChange }: SeveralProps) {
  const toggle = (value: string, isOn: boolean) => onChange(isOn ? [...chosen, value] : chosen.filter((each) => each !== value));
  return (
    <fieldset class="choices">
      <legend>{kind.label}</legend>
      {kind.hint && <p class="hint">{kind.hint}</p>}
      {options.length === 0 && none && <p class="hint">{none}</p>}
      {options.map((option) => (
        <label key={option.value} class="choice">
          <input
            type="checkbox"
            checked={chosen.includes(option.value)}
            onChange={(event) => toggle(option.value, event.currentTarget.checked)}
          />
          {option.label}
        </label>
      ))}
    </fieldset>
  );
}

/** The value as it is stored: lines without those that are empty. */
export function sentValue(kind: FieldKind, value: unknown): unknown {
  return kind.kind === "lines" ? strings(value).map((line) => line.trim()).filter(Boolean) : value;
}

/** The value in words. */
export function shownValue(kind: FieldKind, value: unknown): string {
  switch (kind.kind) {
    case "own":
      return kind.words(value);
    case "tick":
      return value === true ? "yes" : "no";
    case "lines":
      return strings(value).join("\n") || "nothing";
    case "several":
      return strings(value).map((each) => labelOf(kind.options, each)).join(", ") || "nobody";
    case "choice":
      return labelOf(kind.options, text(value)) || kind.none || "nothing";
    default:
      return typeof value === "number" ? String(value) : text(value) || "nothing";
  }
}

function labelOf(options: readonly Option[], value: string): string {
  return options.find((option) => option.value === value)?.label ?? value;
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function strings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((each): each is string => typeof each === "string") : [];
}
