import { useRef, useState } from "preact/hooks";

import { DialogFrame } from "../app/DialogFrame";
import { DraftNote } from "../app/DraftNote";
import { Field } from "../app/Field";
import { ProblemNote } from "../app/ProblemNote";
import { useBoard } from "../app/scope";
import { useDraft } from "../app/useDraft";
import { useLoaded, useTask } from "../app/useTask";
import { ExportDialog } from "../export/ExportDialog";
import { LIMITS } from "../model/schema.gen";
import { cutTo, wellFormed } from "../text/diff";
import { GoBack } from "./GoBack";
import { momentWords } from "./moment";
import "./snapshots.css";
import { listSnapshots, type SnapshotRow, takeSnapshot } from "./snapshots_api";

/** The states of the board that are kept: taking one, exporting from one, going back to one. */
export function SnapshotsDialog({ onClose }: { readonly onClose: () => void }) {
  const { info } = useBoard();
  const list = useLoaded(() => listSnapshots(info.id), []);
  const [exporting, setExporting] = useState<string | null>(null);
  if (exporting !== null) return <ExportDialog snapshot={exporting} onClose={onClose} />;
  return (
    <DialogFrame title="Snapshots" onClose={onClose} wide>
      <p>A snapshot keeps the board as it was. One is taken by itself when nobody has written for a while, and before large changes.</p>
      <TakeSnapshot onTaken={list.reload} />
      <ProblemNote problem={list.problem} />
      {list.value.length === 0 && !list.busy && !list.problem && <p class="empty">No snapshots yet.</p>}
      <ol class="snapshots">
        {list.value.map((row) => (
          <SnapshotItem key={row.id} row={row} onExport={() => setExporting(row.id)} onRestored={list.reload} />
        ))}
      </ol>
    </DialogFrame>
  );
}

function TakeSnapshot({ onTaken }: { readonly onTaken: () => void }) {
  const { info, connection, view, drafts } = useBoard();
  const task = useTask();
  const draft = useDraft(drafts, "snapshot", "");
  if (!connection.mayEdit.value) return null;
  const take = (): void =>
    task.run(async () => {
      const taken = await takeSnapshot(info.id, cutTo(wellFormed(draft.value.trim()), LIMITS.MAX_LABEL));
      view.announce(`Snapshot taken: ${taken.label}.`);
      draft.startAgain();
      onTaken();
    });
  return (
    <form
      class="snapshot-take"
      onSubmit={(event) => {
        event.preventDefault();
        take();
      }}
    >
      <DraftNote draft={draft} />
      <Field label="Name of a new snapshot" hint="Left empty, it is named by its date and the step you are in." optional>
        {(described) => <input {...described} value={draft.value} onInput={(event) => draft.write(event.currentTarget.value)} />}
      </Field>
      <button type="submit" aria-disabled={task.busy}>
        Take a snapshot
      </button>
      <ProblemNote problem={task.problem} />
    </form>
  );
}

const REASONS: Readonly<Record<SnapshotRow["reason"], string>> = {
  "by hand": "taken",
  "before restore": "kept before going back, by",
  "before launch": "kept before a launch, by",
  "before lock": "kept before a lock, by",
  quiet: "kept when nobody had written for a while",
  export: "kept for an export, by",
};

interface ItemProps {
  readonly row: SnapshotRow;
  readonly onExport: () => void;
  readonly onRestored: () => void;
}

function SnapshotItem({ row, onExport, onRestored }: ItemProps) {
  const { connection } = useBoard();
  const [asking, setAsking] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const cancel = () => {
    setAsking(false);
    button.current?.focus();
  };
  return (
    <li>
      <div class="spread">
        <p class="snapshot-name">
          <strong>{row.label}</strong>
          <span class="hint">{`${momentWords(row.at)}, ${howOf(row)}`}</span>
        </p>
        <span class="row">
          <button type="button" class="quiet" onClick={onExport}>
            Export<span class="hidden">{` from ${row.label}`}</span>
          </button>
          {connection.role.value === "facilitate" && (
            <button ref={button} type="button" class="quiet" aria-expanded={asking} onClick={() => setAsking(!asking)}>
              Go back<span class="hidden">{` to ${row.label}`}</span>
            </button>
          )}
        </span>
      </div>
      {asking && <GoBack snapshot={row} onRestored={onRestored} onCancel={cancel} />}
    </li>
  );
}

function howOf({ reason, by }: SnapshotRow): string {
  const how = REASONS[reason] ?? "taken";
  if (by === null) return how.replace(/, by$/, "");
  return reason === "by hand" ? `taken by ${by}` : how.endsWith(", by") ? `${how} ${by}` : how;
}
