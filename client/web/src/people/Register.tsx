import { useEffect, useRef, useState } from "preact/hooks";
import { sessionAddress } from "../app/address";
import { api, type Attendance } from "../app/api";
import { useBoardPlace } from "../app/board_place";
import { DraftNote } from "../app/DraftNote";
import { Field } from "../app/Field";
import { ProblemNote } from "../app/ProblemNote";
import { useBoard } from "../app/scope";
import { type Draft, useDraft } from "../app/useDraft";
import { useLoaded, useTask } from "../app/useTask";
import { focusFirst } from "../outline/focus";
import { TakeOver } from "../programmes/TakeOver";

/**
 * Who was present on which day: those who joined stand here by themselves, a facilitator adds and corrects. `given` counts
 * the roles that this page has given.
 */
export function Register({ given }: { readonly given: number }) {
  const { info, connection } = useBoard();
  // A role that is given is noted here: a moment after all are told of it, and before whoever gave it has the answer.
  const register = useLoaded(() => api.attendance(info.id), [], connection.stage.roles.value);
  const noted = useRef(given);
  useEffect(() => {
    if (noted.current !== given) register.reload();
    noted.current = given;
  });
  const mayChange = connection.role.value === "facilitate";
  const days = [...new Set(register.value.map((row) => row.date))].toSorted().toReversed();
  return (
    <section aria-labelledby="register-title">
      <h3 id="register-title" tabIndex={-1}>
        Who was present
      </h3>
      <p class="hint">This goes into the record of the session. People who join are added by themselves.</p>
      <OfSession />
      <ProblemNote problem={register.problem} />
      {days.map((day) => (
        <div key={day}>
          <h4>{dayName(day)}</h4>
          <ul class="rows">
            {register.value
              .filter((row) => row.date === day)
              .map((row) => (
                <RegisterRow key={row.id} row={row} mayChange={mayChange} onChanged={register.reload} />
              ))}
          </ul>
        </div>
      ))}
      {mayChange && <AddPresent onAdded={register.reload} />}
    </section>
  );
}

/** Where the board belongs to a session, what each of the two lists is for, and the way from one to the other. */
function OfSession() {
  const { view } = useBoard();
  const place = useBoardPlace();
  if (!place) return null;
  const { programme, session, group_title, number } = place;
  return (
    <div>
      <p>
        This board belongs to {group_title}, session {number}. Its reports say who is on the{" "}
        <a href={sessionAddress(programme, session)}>register of the session</a>, and who is on this list for the day of the
        session. The group’s attendance is counted from the register alone.
      </p>
      <TakeOver programme={programme} session={session} say={(words) => view.announce(words)} />
    </div>
  );
}

interface RowProps {
  readonly row: Attendance;
  readonly mayChange: boolean;
  readonly onChanged: () => void;
}

function RegisterRow({ row, mayChange, onChanged }: RowProps) {
  const { info, view } = useBoard();
  const task = useTask();
  const [editing, setEditing] = useState(false);
  const open = () => {
    setEditing(true);
    focusFirst(`[data-correcting="${row.id}"] input`);
  };
  const close = () => {
    setEditing(false);
    focusFirst(`[data-corrects="${row.id}"]`);
  };
  const save = (draft: Draft<Present>) =>
    task.run(async () => {
      await api.changeAttendance(info.id, row.id, draft.value);
      draft.sent();
      view.announce(`Corrected: ${draft.value.name}.`);
      close();
      onChanged();
    });
  const remove = () =>
    task.run(async () => {
      await api.removeAttendance(info.id, row.id);
      view.announce(`${row.name} is off the register.`);
      focusFirst("#register-title");
      onChanged();
    });
  if (editing) {
    return (
      <li data-correcting={row.id}>
        <PresentForm place={`present ${row.id}`} initial={presentOf(row)} word="Save" onSend={save} onLeave={close} busy={task.busy} />
        <ProblemNote problem={task.problem} />
      </li>
    );
  }
  return (
    <li class="spread">
      <span>
        {row.name}
        <span class="hint"> {[row.organisation, row.role_in_session].filter(Boolean).join(", ")}</span>
      </span>
      {mayChange && (
        <span class="row">
          <button type="button" class="quiet" data-corrects={row.id} onClick={open}>
            Correct<span class="hidden"> {row.name}</span>
          </button>
          <button type="button" class="quiet" onClick={remove} aria-disabled={task.busy}>
            Take off<span class="hidden"> {row.name}</span>
          </button>
        </span>
      )}
      <ProblemNote problem={task.problem} />
    </li>
  );
}

function AddPresent({ onAdded }: { readonly onAdded: () => void }) {
  const { info, view } = useBoard();
  const task = useTask();
  const [count, setCount] = useState(0);
  const add = (draft: Draft<Present>) =>
    task.run(async () => {
      await api.addAttendance(info.id, draft.value);
      draft.sent();
      view.announce(`${draft.value.name} is on the register.`);
      setCount(count + 1);
      focusFirst(".add-present input");
      onAdded();
    });
  return (
    <details class="add-present">
      <summary>Add somebody who was present</summary>
      <PresentForm key={count} place="present new" initial={NOBODY} word="Add" onSend={add} busy={task.busy} />
      <ProblemNote problem={task.problem} />
    </details>
  );
}

type Present = Pick<Attendance, "date" | "name" | "organisation" | "role_in_session">;

const NOBODY: Present = { date: new Date().toISOString().slice(0, 10), name: "", organisation: null, role_in_session: null };

function presentOf({ date, name, organisation, role_in_session }: Attendance): Present {
  return { date, name, organisation, role_in_session };
}

interface FormProps {
  /** Where what is written is kept until it is sent. */
  readonly place: string;
  readonly initial: Present;
  readonly word: string;
  readonly onSend: (draft: Draft<Present>) => void;
  /** Leaves the form, where it took the place of something. */
  readonly onLeave?: () => void;
  readonly busy: boolean;
}

function PresentForm({ place, initial, word, onSend, onLeave, busy }: FormProps) {
  const { drafts } = useBoard();
  const draft = useDraft(drafts, place, initial);
  const { date, name, organisation, role_in_session } = draft.value;
  const change = (changed: Partial<Present>) => draft.write({ ...draft.value, ...changed });
  return (
    <form
      class="inline-form"
      onSubmit={(event) => {
        event.preventDefault();
        onSend(draft);
      }}
    >
      <DraftNote draft={draft} />
      <Field label="Name">
        {(described) => (
          <input {...described} required value={name} onInput={(event) => change({ name: event.currentTarget.value })} />
        )}
      </Field>
      <Field label="Organisation" optional>
        {(described) => (
          <input
            {...described}
            value={organisation ?? ""}
            onInput={(event) => change({ organisation: event.currentTarget.value || null })}
          />
        )}
      </Field>
      <Field label="Role in the session" optional>
        {(described) => (
          <input
            {...described}
            value={role_in_session ?? ""}
            onInput={(event) => change({ role_in_session: event.currentTarget.value || null })}
          />
        )}
      </Field>
      <Field label="Day">
        {(described) => (
          <input
            {...described}
            type="date"
            required
            value={date}
            onInput={(event) => change({ date: event.currentTarget.value })}
          />
        )}
      </Field>
      <button type="submit" aria-disabled={busy}>
        {word}
      </button>
      {onLeave && (
        <button type="button" onClick={onLeave}>
          Leave it as it was
        </button>
      )}
    </form>
  );
}

function dayName(day: string): string {
  return new Intl.DateTimeFormat("en-GB", { dateStyle: "full" }).format(new Date(`${day}T12:00:00`));
}
