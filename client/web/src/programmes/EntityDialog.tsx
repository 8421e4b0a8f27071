import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { Problem } from "../app/api";
import { DialogFrame } from "../app/DialogFrame";
import { DraftNote } from "../app/DraftNote";
import { ProblemNote } from "../app/ProblemNote";
import { useDraft } from "../app/useDraft";
import { TaskButton } from "../app/TaskButton";
import { useTask } from "../app/useTask";
import { EntityField, type FieldKind, sentValue, shownValue } from "./EntityField";
import { merged, type Values } from "./merged";
import { type OfOneName, OneName } from "./OneName";
import { useProgrammes } from "./scope";
import type { Kept } from "./types";

/** How an entity is asked about: its fields by name, and how what is in them becomes the entity again. */
export interface EntityForm<T> {
  readonly fields: Readonly<Record<string, FieldKind>>;
  readonly read: (entity: T) => Values;
  readonly write: (values: Values, entity: T) => T;
}

interface Props<T> {
  readonly title: string;
  /** Where what is written is kept until it is stored. */
  readonly place: string;
  /** Revision 0 is something new. */
  readonly kept: Kept<T>;
  readonly form: EntityForm<T>;
  readonly store: (entity: T, revision: number) => Promise<Kept<T>>;
  /** Where the server may know one of that name: what can be done then. */
  readonly ofOneName?: OfOneName<T>;
  readonly onStored: (kept: Kept<T>) => void;
  readonly onClose: () => void;
}

const WRITTEN_SINCE = "Saved as it was when you pressed. What you have written since is not saved yet.";

interface Writing<T> {
  readonly kept: Kept<T>;
  readonly values: Values;
}

/** A form for one entity. Where somebody else was faster, nothing is lost: what both changed is shown, and asked about. */
export function EntityDialog<T>({ title, place, kept, form, store, ofOneName, onStored, onClose }: Props<T>) {
  const { drafts, say } = useProgrammes();
  const task = useTask();
  const draft = useDraft<Writing<T>>(drafts, place, { kept, values: form.read(kept.entity) });
  const written = useRef(draft);
  useLayoutEffect(() => {
    written.current = draft;
  });
  const [both, setBoth] = useState<Values>({});
  const [isSince, setSince] = useState(false);
  const { values } = draft.value;
  const errors = task.problem instanceof Problem ? task.problem.fields : {};
  const save = (send = store) =>
    task.run(async () => {
      const { kept: seen } = draft.value;
      const stored = await send(form.write(sentValues(form.fields, values), seen.entity), seen.revision).catch((problem: unknown) => {
        if (problem instanceof Problem && problem.newer) meet(problem.newer as Kept<T>);
        throw problem;
      });
      onStored(stored);
      setBoth({});
      if (written.current.request === draft.request) end();
      else goOn(stored);
    });
  const end = () => {
    draft.sent();
    say("Saved.");
    onClose();
  };
  /** What was written while it was being saved stays in the form, and follows what was saved. */
  const goOn = (stored: Kept<T>) => {
    written.current.write({ kept: stored, values: written.current.value.values });
    setSince(true);
    say(WRITTEN_SINCE);
  };
  const meet = (newer: Kept<T>) => {
    const theirs = form.read(newer.entity);
    const { kept: seen, values: mine } = written.current.value;
    const found = merged(form.read(seen.entity), mine, theirs);
    setBoth(Object.fromEntries(found.both.map((name) => [name, theirs[name]])));
    written.current.write({ kept: newer, values: found.values });
  };
  return (
    <DialogFrame title={title} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <ProblemNote problem={task.problem} inForm />
        {ofOneName && <OneName ofOneName={ofOneName} problem={task.problem} onAnother={save} />}
        {isSince && !task.busy && <p class="banner">{WRITTEN_SINCE}</p>}
        <Both both={both} fields={form.fields} />
        <DraftNote draft={draft} />
        {Object.entries(form.fields).map(([name, kind]) => (
          <EntityField
            key={name}
            kind={kind}
            value={values[name]}
            values={values}
            error={errors[`entity.${name}`]}
            onChange={(value) => draft.write({ ...draft.value, values: { ...values, [name]: value } })}
          />
        ))}
        <div class="row dialog-end">
          <TaskButton task={task} during="Saving…" class="primary">
            Save
          </TaskButton>
        </div>
      </form>
    </DialogFrame>
  );
}

/** What somebody else wrote into the same fields; what stands in the form is still one's own. */
function Both({ both, fields }: { readonly both: Values; readonly fields: Readonly<Record<string, FieldKind>> }) {
  const names = Object.keys(both);
  if (names.length === 0) return null;
  return (
    <div class="banner">
      <p>Somebody else changed this too. Your words are still below; saving again puts them in the place of these:</p>
      <dl class="facts">
        {names.map((name) => (
          <div key={name}>
            <dt>{fields[name]?.label}</dt>
            <dd class="plain-text">{fields[name] && shownValue(fields[name], both[name])}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

function sentValues(fields: Readonly<Record<string, FieldKind>>, values: Values): Values {
  return Object.fromEntries(Object.entries(fields).map(([name, kind]) => [name, sentValue(kind, values[name])]));
}
