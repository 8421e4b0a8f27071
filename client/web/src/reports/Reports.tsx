import { useState } from "preact/hooks";
import { reportAddress } from "../app/address";
import { ProblemNote } from "../app/ProblemNote";
import { useLoaded } from "../app/useTask";
import { EntityDialog } from "../programmes/EntityDialog";
import { planForm } from "./part_forms";
import { NEW_REPORT } from "./plans";
import { reportsApi } from "./reports_api";

const NONE: readonly { readonly id: string; readonly title: string }[] = [];

/** The reports of a programme; a new one. */
export function Reports({ programme }: { readonly programme: string }) {
  const found = useLoaded(() => reportsApi.list(programme), NONE);
  const [fresh, setFresh] = useState<ReturnType<typeof NEW_REPORT> | null>(null);
  return (
    <section aria-labelledby="reports-title">
      <h2 id="reports-title">Reports</h2>
      <ProblemNote problem={found.problem} />
      {found.value.length === 0 && <p class="empty">No reports yet.</p>}
      <ul class="rows">
        {found.value.map(({ id, title }) => (
          <li key={id}>
            <a href={reportAddress(programme, id)}>{title}</a>
          </li>
        ))}
      </ul>
      <button type="button" onClick={() => setFresh(NEW_REPORT())}>
        Begin a report
      </button>
      {fresh && (
        <EntityDialog
          title="A new report"
          place={`programme ${programme} new report`}
          kept={{ revision: 0, entity: fresh }}
          form={planForm}
          store={(plan, revision) => reportsApi.store(programme, plan, revision)}
          onStored={({ entity }) => window.location.assign(reportAddress(programme, entity.id))}
          onClose={() => setFresh(null)}
        />
      )}
    </section>
  );
}
