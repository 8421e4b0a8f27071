import { ExportDialog } from "../export/ExportDialog";
import { SnapshotsDialog } from "../snapshots/SnapshotsDialog";
import { SuggestionsDialog } from "../suggestions/SuggestionsDialog";

interface Props {
  readonly name: "export" | "snapshots" | "suggestions";
  readonly onClose: () => void;
}

/** What people take home, what comes back from there, and the states of the board that are kept. */
export function TakeHomeDialog({ name, onClose }: Props) {
  switch (name) {
    case "export":
      return <ExportDialog onClose={onClose} />;
    case "snapshots":
      return <SnapshotsDialog onClose={onClose} />;
    case "suggestions":
      return <SuggestionsDialog onClose={onClose} />;
  }
}
