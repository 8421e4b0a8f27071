import { useState } from "preact/hooks";
import { PROGRAMMES } from "../app/address";
import { Problem } from "../app/api";
import { DialogFrame } from "../app/DialogFrame";
import { Field } from "../app/Field";
import { ProblemNote } from "../app/ProblemNote";
import { TaskButton } from "../app/TaskButton";
import { useTask } from "../app/useTask";
import { reportsApi } from "../reports/reports_api";
import { programmesApi } from "./programmes_api";
import { SaveAsFile } from "./SaveAsFile";
import type { Extent, Programme } from "./types";

interface Seen {
  readonly extent: Extent;
  readonly reports: readonly { readonly id: string; readonly title: string }[];
}

/** Takes out a whole programme, after saying what goes and what stays. */
export function RemoveProgramme({ programme }: { readonly programme: Programme }) {
  const task = useTask();
  const [seen, setSeen] = useState<Seen | null>(null);
  const look = async () => {
    const [{ extent }, reports] = await Promise.all([programmesApi.removal(programme.id), reportsApi.list(programme.id)]);
    setSeen({ extent, reports });
  };
  return (
    <>
      <TaskButton class="quiet" task={task} during="Looking at what is in it…" onPress={() => task.run(look)}>
        Take out<span class="hidden"> this programme</span>
      </TaskButton>
      <ProblemNote problem={task.problem} />
      {seen && <RemoveDialog programme={programme} seen={seen} look={look} onClose={() => setSeen(null)} />}
    </>
  );
}

interface DialogProps {
  readonly programme: Programme;
  readonly seen: Seen;
  readonly look: () => Promise<void>;
  readonly onClose: () => void;
}

function RemoveDialog({ programme: { id, title }, seen, look, onClose }: DialogProps) {
  const task = useTask();
  const [written, setWritten] = useState("");
  const errors = task.problem instanceof Problem ? task.problem.fields : {};
  const remove = () =>
    task.run(async () => {
      try {
        await programmesApi.removeWhole(id, { title: written, extent: seen.extent });
      } catch (failure) {
        if (!(failure instanceof Problem)) throw failure;
        if (failure.code === "not-as-seen") await look();
        // It is gone: by this very press, whose answer was lost, or by somebody else.
        if (failure.status !== 404) throw failure;
      }
      window.location.assign(PROGRAMMES);
    });
  return (
    <DialogFrame title={`Take out “${title}”?`} onClose={onClose} question>
      <GoesAndStays extent={seen.extent} />
      <SaveFirst id={id} title={title} seen={seen} />
      <form
        onSubmit={(event) => {
          event.preventDefault();
          remove();
        }}
      >
        <Field label="Title of the programme" hint={`To confirm, write “${title}” here.`} error={errors["title"]}>
          {(described) => (
            <input {...described} required autocomplete="off" value={written} onInput={(event) => setWritten(event.currentTarget.value)} />
          )}
        </Field>
        <ProblemNote problem={task.problem} inForm />
        <div class="row dialog-end">
          <TaskButton task={task} during="Taking it out…">
            Take out all of it
          </TaskButton>
          <button type="button" class="primary" onClick={onClose}>
            Keep it
          </button>
        </div>
      </form>
    </DialogFrame>
  );
}

function GoesAndStays({ extent }: { readonly extent: Extent }) {
  const { groups, sessions, registers, people, organisations, reports, boards } = extent;
  const goes = [
    groups > 0 && counted(groups, "group", "groups"),
    sessions > 0 && `${counted(sessions, "session", "sessions")}, with ${registers === 0 ? "no register" : counted(registers, "register", "registers")}`,
    people > 0 && counted(people, "person", "people"),
    organisations > 0 && counted(organisations, "organisation", "organisations"),
    reports > 0 && `${counted(reports, "report", "reports")}: the plan, not files that were made from it`,
    "its purpose, parameters, phases and objectives",
  ];
  return (
    <>
      <p>This goes, and cannot be brought back:</p>
      <ul class="bulleted">
        {goes.filter(Boolean).map((each) => (
          <li key={each}>{each}</li>
        ))}
      </ul>
      <p>
        {boards === 0
          ? "No board belongs to it."
          : `This stays: ${counted(boards, "board", "boards")} with all that is written there. ${boards === 1 ? "It belongs" : "They belong"} to no session any more.`}
      </p>
    </>
  );
}

function SaveFirst({ id, title, seen: { reports } }: { readonly id: string; readonly title: string; readonly seen: Seen }) {
  return (
    <>
      <p>
        If anybody may need it again, save it first. The file can be taken in on the page of all programmes; which board belonged to
        which session is not in it{reports.length > 0 && ", nor are the reports, whose plans are files of their own"}.
      </p>
      <div class="row">
        <SaveAsFile name={title} load={() => programmesApi.document(id)}>
          Save the programme as a file
        </SaveAsFile>
        {reports.map((report) => (
          <SaveAsFile key={report.id} name={report.title} load={() => reportsApi.plan(id, report.id).then(({ entity }) => entity)}>
            Save the plan of “{report.title}”
          </SaveAsFile>
        ))}
      </div>
    </>
  );
}

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
