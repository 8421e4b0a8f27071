import { useState } from "preact/hooks";
import { programmeAddress } from "../app/address";
import { Field } from "../app/Field";
import { ProblemNote } from "../app/ProblemNote";
import { useLoaded } from "../app/useTask";
import { EntityDialog } from "./EntityDialog";
import { NEW_PROGRAMME, programmeForm } from "./forms";
import { Crumbs } from "./Crumbs";
import { programmesApi } from "./programmes_api";
import { useTitle } from "./useTitle";
import { useWork } from "../work/use_work";
import { WorkLine } from "../work/WorkLine";

/** All programmes of this server; a new one, or one from a file. */
export function ProgrammeList() {
  const found = useLoaded<readonly { id: string; title: string }[] | null>(programmesApi.list, null);
  const [fresh, setFresh] = useState<ReturnType<typeof NEW_PROGRAMME> | null>(null);
  useTitle("Programmes");
  return (
    <>
      <Crumbs above={[]} here="All" mayOpenAll={false} />
      <h1>Programmes</h1>
      <p>A programme has groups, a group meets in sessions, and a session works on boards.</p>
      <ProblemNote problem={found.problem} />
      {found.value?.length === 0 && <p class="empty">There are no programmes yet.</p>}
      <ul class="boards">
        {found.value?.map(({ id, title }) => (
          <li key={id}>
            <a href={programmeAddress(id)}>{title}</a>
          </li>
        ))}
      </ul>
      {found.value && (
        <div class="row">
          <button type="button" class="primary" onClick={() => setFresh(NEW_PROGRAMME())}>
            Begin a programme
          </button>
        </div>
      )}
      {found.value && <Import onStopped={found.reload} />}
      {fresh && (
        <EntityDialog
          title="A new programme"
          place="new programme"
          kept={{ revision: 0, entity: fresh }}
          form={programmeForm}
          store={programmesApi.store}
          onStored={({ entity }) => window.location.assign(programmeAddress(entity.id))}
          onClose={() => setFresh(null)}
        />
      )}
    </>
  );
}

const TAKING_IN = { begin: "Taking the programme in…", stopped: "Stopped. Nothing was taken in." };

function Import({ onStopped }: { readonly onStopped: () => void }) {
  const working = useWork(TAKING_IN);
  const take = (file: File | undefined) => {
    if (!file) return;
    working.run(async (work) => {
      const document = parsed(await file.text());
      try {
        const { entity } = await programmesApi.importDocument(document, work);
        window.location.assign(programmeAddress(entity.id));
      } catch (failure) {
        if (!work.stopped.aborted || !(await isThere(document))) throw failure;
        onStopped();
        return "It was too late to stop: the programme is in the list above.";
      }
      return "";
    });
  };
  return (
    <section aria-labelledby="import-title">
      <h2 id="import-title">Take one from a file</h2>
      <Field label="A programme that was saved as a file (JSON)">
        {(described) => (
          <input
            {...described}
            type="file"
            accept="application/json,.json"
            onChange={(event) => {
              take(event.currentTarget.files?.[0]);
              event.currentTarget.value = "";
            }}
          />
        )}
      </Field>
      <WorkLine working={working} />
    </section>
  );
}

/** Whether the server has the programme of this document, for it was too late to stop taking it in. */
async function isThere(document: unknown): Promise<boolean> {
  const id = (document as { readonly programme?: { readonly id?: unknown } }).programme?.id;
  return typeof id === "string" && (await programmesApi.stopImport(id));
}

/** What is no JSON is sent as the text that it is: the server says what a programme is. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
