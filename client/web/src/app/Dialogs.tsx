import { AreaDialog } from "../board/AreaDialog";
import { CardDialog } from "../board/CardDialog";
import { ReferencesDialog } from "../board/ReferencesDialog";
import { HatDialog } from "../board/HatDialog";
import { KeysDialog } from "../board/KeysDialog";
import { ZoneDialog } from "../board/ZoneDialog";
import { GroupDialog } from "../grouping/GroupDialog";
import { MergeDialog } from "../grouping/MergeDialog";
import { SplitDialog } from "../grouping/SplitDialog";
import { NewsDialog } from "../news/NewsDialog";
import type { GuideAct } from "../stage/guide_acts";
import { DeleteQuestion } from "./DeleteQuestion";
import { DeletedDialog } from "./DeletedDialog";
import { type Later, onceReached } from "./later";
import { LaterDialog } from "./LaterPart";
import { PurposeDialog } from "./PurposeDialog";
import { useBoard } from "./scope";

interface Closing {
  readonly onClose: () => void;
}

// What needs the server anyway. The others are here from the beginning, for they work without a network, too.
const SHARE = onceReached<Closing>(() => import("../share/ShareDialog").then(({ ShareDialog }) => ShareDialog));
const PEOPLE = onceReached<Closing>(() => import("../people/PeopleDialog").then(({ PeopleDialog }) => PeopleDialog));
const LAUNCH = onceReached<Closing>(() => import("../launch/LaunchDialog").then(({ LaunchDialog }) => LaunchDialog));
const EXPORT = onceReached<Closing>(() => import("../export/ExportDialog").then(({ ExportDialog }) => ExportDialog));
const SNAPSHOTS = onceReached<Closing>(() => import("../snapshots/SnapshotsDialog").then(({ SnapshotsDialog }) => SnapshotsDialog));
const SUGGESTIONS = onceReached<Closing>(() => import("../suggestions/SuggestionsDialog").then(({ SuggestionsDialog }) => SuggestionsDialog));
const GUIDE = onceReached<Closing & { readonly act: GuideAct }>(() => import("../stage/GuideDialog").then(({ GuideDialog }) => GuideDialog));

/** The dialog that is open, if any. */
export function Dialogs() {
  const { view } = useBoard();
  const dialog = view.dialog.value;
  const close = () => {
    if (view.dialog.peek() === dialog) view.dialog.value = null;
  };
  const later = <P extends Closing>(part: Later<P>, props: P) => (
    <LaterDialog key={dialog?.name} part={part} props={props} onClose={close} />
  );
  switch (dialog?.name) {
    case undefined:
      return null;
    case "purpose":
      return <PurposeDialog onClose={close} />;
    case "share":
      return later(SHARE, { onClose: close });
    case "people":
      return later(PEOPLE, { onClose: close });
    case "deleted":
      return <DeletedDialog onClose={close} />;
    case "launch":
      return later(LAUNCH, { onClose: close });
    case "export":
      return later(EXPORT, { onClose: close });
    case "snapshots":
      return later(SNAPSHOTS, { onClose: close });
    case "suggestions":
      return later(SUGGESTIONS, { onClose: close });
    case "keys":
      return <KeysDialog onClose={close} />;
    case "news":
      return <NewsDialog onClose={close} />;
    case "guide":
      return later(GUIDE, { act: dialog.act, onClose: close });
    case "card":
      return <CardDialog card={dialog.card} onClose={close} />;
    case "references":
      return <ReferencesDialog card={dialog.card} onClose={close} />;
    case "area":
      return <AreaDialog area={dialog.area} isNew={dialog.isNew ?? false} onClose={close} />;
    case "group":
      return <GroupDialog onClose={close} />;
    case "split":
      return <SplitDialog area={dialog.area} onClose={close} />;
    case "merge":
      return <MergeDialog area={dialog.area} onClose={close} />;
    case "zone":
      return <ZoneDialog zone={dialog.zone} heading={dialog.heading ?? null} onClose={close} />;
    case "delete":
      return <DeleteQuestion part={dialog.part} onClose={close} />;
    case "hat":
      return <HatDialog zone={dialog.zone} cell={dialog.cell} card={dialog.card} onClose={close} />;
  }
}
