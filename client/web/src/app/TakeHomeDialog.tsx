import { ExportDialog } from "../export/ExportDialog";
import { SnapshotsDialog } from "../snapshots/SnapshotsDialog";

/** What people take home: reports, and the states of the board that are kept. */
export function TakeHomeDialog({ name, onClose }: { readonly name: "export" | "snapshots"; readonly onClose: () => void }) {
  return name === "export" ? <ExportDialog onClose={onClose} /> : <SnapshotsDialog onClose={onClose} />;
}
