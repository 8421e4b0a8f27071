import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { DraftNote } from "../app/DraftNote";
import { Field } from "../app/Field";
import { ProblemNote } from "../app/ProblemNote";
import { useDraft } from "../app/useDraft";
import { TaskButton } from "../app/TaskButton";
import { useLoaded, useTask } from "../app/useTask";
import { focusFirst } from "../outline/focus";
import { ChooseForm } from "./ChooseForm";
import { programmesApi } from "./programmes_api";
import { type Chosen, RegisterRow } from "./register_row";
import { useProgrammes } from "./scope";
import { TakeOver } from "./TakeOver";
import type { Attended, Kept, RegisterEntry, SessionView, Somebody, WholeProgramme } from "./types";

interface Props {
  readonly programme: string;
  readonly view: SessionView;
  readonly onChanged: () => void;
}

/** Who was at the session: one choice a person, saved as it is made. */
export function Register({ programme, view, onChanged }: Props) {
  const present = view.marks.filter(({ entity }) => entity.attended === "present").length;
  const marks = new Map(view.marks.map((mark) => [mark.entity.person, mark]));
  const people = useEverybodyShown(view.people);
  const { say } = useProgrammes();
  return (
    <section aria-labelledby="register-title">
      <h2 id="register-title" tabIndex={-1}>
        Register
      </h2>
      <p>
        {present === 1 ? "1 person" : `${present} people`} present. What is chosen here is saved at once; reports of the session’s
        boards say it, and beside it who joined them on the day.
      </p>
      {view.boards.length > 0 && <TakeOver programme={programme} session={view.session.entity.id} say={say} onDone={onChanged} />}
      {people.length === 0 && <p class="empty">Nobody of this group is known yet.</p>}
      <ul class="rows register">
        {people.map((person) => (
          <Row key={person.id} programme={programme} view={view} person={person} kept={marks.get(person.id) ?? null} onChanged={onChanged} />
        ))}
      </ul>
      <AddSomebody programme={programme} view={view} onChanged={onChanged} />
    </section>
  );
}

/** Who was in the list stays in it while the page is open: whoever is taken off can be put back with the next key. */
function useEverybodyShown(people: readonly Somebody[]): readonly Somebody[] {
  const shown = useRef(new Map<string, Somebody>());
  for (const person of people) shown.current.set(person.id, person);
  return [...shown.current.values()].toSorted((one, other) => one.name.localeCompare(other.name, "en-GB"));
}

const CHOICES: readonly { readonly attended: Attended | null; readonly label: string }[] = [
  { attended: "present", label: "Present" },
  { attended: "apologies", label: "Apologies" },
  { attended: null, label: "Not on it" },
];

interface RowProps extends Props {
  readonly person: Somebody;
  readonly kept: Kept<RegisterEntry> | null;
}

function Row(props: RowProps) {
  const { person } = props;
  const row = useRow(props);
  const { attended, role } = row.chosen;
  return (
    <li>
      <fieldset class="register-row">
        <legend>
          {person.name} <span class="hint">{[person.job, person.organisation].filter(Boolean).join(", ")}</span>
        </legend>
        <div class="row">
          {CHOICES.map(({ attended: choice, label }) => (
            <label key={label} class="choice">
              <input type="radio" name={`attended-${person.id}`} checked={attended === choice} onChange={() => row.choose({ attended: choice })} />
              {label}
            </label>
          ))}
          <RoleField role={role} onChoose={(chosen) => row.choose({ role: chosen })} />
          <span class="hint register-state">{stateWords(row.state, row.chosen)}</span>
        </div>
      </fieldset>
      <ProblemNote problem={row.problem} />
      {row.state === "failed" && (
        <button type="button" onClick={() => row.choose({})}>
          Try again
        </button>
      )}
    </li>
  );
}

/** What is being typed stays as it is while the row is drawn anew; it counts when the field is left, or the page. */
function RoleField({ role, onChoose }: { readonly role: string; readonly onChoose: (role: string) => void }) {
  const [typed, setTyped] = useState<string | null>(null);
  const choose = () => {
    if (typed !== null) onChoose(typed);
    setTyped(null);
  };
  const last = useRef(choose);
  useLayoutEffect(() => {
    last.current = choose;
  });
  useEffect(() => {
    const leave = () => last.current();
    window.addEventListener("pagehide", leave);
    return () => window.removeEventListener("pagehide", leave);
  }, []);
  return (
    <label class="register-role">
      <span>Role</span>
      <input
        value={typed ?? role}
        maxLength={120}
        placeholder="such as scribe"
        onInput={(event) => setTyped(event.currentTarget.value)}
        onChange={choose}
      />
    </label>
  );
}

function stateWords(state: RegisterRow["state"], { attended, role }: Chosen): string {
  if (state === "saving") return "Saving";
  if (state === "failed") return "Not saved";
  if (attended === null) return role ? "A role is kept with who is on it" : "";
  return "Saved";
}

/** The row's keeper, which outlives what the server tells meanwhile. */
function useRow({ programme, view, person: { id: person }, kept, onChanged }: RowProps): RegisterRow {
  const session = view.session.entity.id;
  const [, draw] = useState(0);
  const after = useRef(onChanged);
  useLayoutEffect(() => {
    after.current = onChanged;
  });
  const [row] = useState(() => {
    const send = async (chosen: Chosen, revision: number) => {
      const body = { revision, attended: chosen.attended, role: chosen.role.trim() || null };
      const { marks } = await programmesApi.mark(programme, session, person, body);
      return marks.find(({ entity }) => entity.person === person) ?? null;
    };
    const changed = () => {
      draw((turn) => turn + 1);
      if (row.state === "saved") after.current();
    };
    return new RegisterRow(kept, send, changed);
  });
  row.take(kept, view);
  return row;
}

interface Added {
  readonly name: string;
  readonly organisation: string;
  readonly role: string;
}

const NOBODY: Added = { name: "", organisation: "", role: "" };

/** Puts somebody on the register who is not in the list: one of the programme, or somebody new. */
function AddSomebody({ programme, view, onChanged }: Props) {
  const { me, drafts, say } = useProgrammes();
  const task = useTask();
  const session = view.session.entity.id;
  const draft = useDraft<Added>(drafts, `register ${programme} ${session}`, NOBODY);
  const change = (changed: Partial<Added>) => draft.write({ ...draft.value, ...changed });
  const { name, organisation, role } = draft.value;
  const add = () =>
    task.run(async () => {
      await programmesApi.addToRegister(programme, session, { name, organisation: organisation || null, role: role || null });
      draft.sent();
      draft.startAgain();
      say(`${name} is on the register.`);
      focusFirst("#add-somebody input");
      onChanged();
    });
  return (
    <section id="add-somebody" aria-labelledby="add-title">
      <h3 id="add-title">Somebody who is not in the list</h3>
      {me.organiser && <FromProgramme programme={programme} view={view} onChanged={onChanged} />}
      <form
        class="inline-form"
        onSubmit={(event) => {
          event.preventDefault();
          add();
        }}
      >
        <DraftNote draft={draft} />
        <Field label="Name">
          {(described) => <input {...described} required value={name} onInput={(event) => change({ name: event.currentTarget.value })} />}
        </Field>
        <Field label="Organisation" optional>
          {(described) => (
            <input {...described} value={organisation} onInput={(event) => change({ organisation: event.currentTarget.value })} />
          )}
        </Field>
        <Field label="Role in this session" optional>
          {(described) => <input {...described} value={role} onInput={(event) => change({ role: event.currentTarget.value })} />}
        </Field>
        <TaskButton task={task} during="Putting on the register…">
          Put on the register
        </TaskButton>
      </form>
      <ProblemNote problem={task.problem} />
    </section>
  );
}

/** People of the programme who were never at a session of this group. */
function FromProgramme({ programme, view, onChanged }: Props) {
  const whole = useLoaded<WholeProgramme | null>(() => programmesApi.whole(programme), null);
  const listed = new Set(view.people.map(({ id }) => id));
  const others = whole.value?.people.map(({ entity }) => entity).filter(({ id, removed }) => !removed && !listed.has(id)) ?? [];
  if (others.length === 0) return <ProblemNote problem={whole.problem} />;
  return (
    <ChooseForm
      label="One of the programme"
      ask="Choose a person"
      options={others.map(({ id, name }) => ({ value: id, label: name }))}
      button="Put down as present"
      during="Putting down…"
      said="Put on the register."
      work={(person) => programmesApi.mark(programme, view.session.entity.id, person, { revision: 0, attended: "present", role: null })}
      onDone={onChanged}
    />
  );
}
