import { AreaDialog } from "../board/AreaDialog";
import { CardDialog } from "../board/CardDialog";
import { HatDialog } from "../board/HatDialog";
import { KeysDialog } from "../board/KeysDialog";
import { ZoneDialog } from "../board/ZoneDialog";
import { GroupDialog } from "../grouping/GroupDialog";
import { MergeDialog } from "../grouping/MergeDialog";
import { SplitDialog } from "../grouping/SplitDialog";
import { LaunchDialog } from "../launch/LaunchDialog";
import { NewsDialog } from "../news/NewsDialog";
import { PeopleDialog } from "../people/PeopleDialog";
import { ShareDialog } from "../share/ShareDialog";
import { GuideDialog } from "../stage/GuideDialog";
import { DeleteQuestion } from "./DeleteQuestion";
import { DeletedDialog } from "./DeletedDialog";
import { PurposeDialog } from "./PurposeDialog";
import { TakeHomeDialog } from "./TakeHomeDialog";
import { useBoard } from "./scope";

/** The dialog that is open, if any. */
export function Dialogs() {
  const { view } = useBoard();
  const dialog = view.dialog.value;
  const close = () => {
    if (view.dialog.peek() === dialog) view.dialog.value = null;
  };
  switch (dialog?.name) {
    case undefined:
      return null;
    case "purpose":
      return <PurposeDialog onClose={close} />;
    case "share":
      return <ShareDialog onClose={close} />;
    case "people":
      return <PeopleDialog onClose={close} />;
    case "deleted":
      return <DeletedDialog onClose={close} />;
    case "launch":
      return <LaunchDialog onClose={close} />;
    case "export":
    case "snapshots":
    case "suggestions":
      return <TakeHomeDialog name={dialog.name} onClose={close} />;
    case "keys":
      return <KeysDialog onClose={close} />;
    case "news":
      return <NewsDialog onClose={close} />;
    case "guide":
      return <GuideDialog act={dialog.act} onClose={close} />;
    case "card":
      return <CardDialog card={dialog.card} onClose={close} />;
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
