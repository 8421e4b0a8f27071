import { useEffect } from "preact/hooks";
import { LIMITS, WITH_COLUMNS } from "../model/schema.gen";
import { DialogFrame } from "../app/DialogFrame";
import { Field } from "../app/Field";
import { useBoard } from "../app/scope";
import { CommentButton } from "../comments/CommentMark";
import { HeadingsEditor, writeOver } from "../outline/HeadingsEditor";
import { cutTo, wellFormed } from "../text/diff";

interface Props {
  readonly zone: string;
  /** The column or row that was just added, if the dialog is opened for it. */
  readonly heading: string | null;
  readonly onClose: () => void;
}

/** A zone's title, its columns and rows, and deleting it. */
export function ZoneDialog({ zone: id, heading, onClose }: Props) {
  const { model, view } = useBoard();
  const zone = model.zone(id).value;
  // After the dialog has put the focus on its first field.
  useEffect(() => {
    if (heading !== null) writeOver(heading);
  }, [heading]);
  if (!zone) return null;
  const remove = () => {
    view.dialog.value = { name: "delete", part: { root: "zones", id } };
  };
  return (
    <DialogFrame title={zone.title || "Zone"} onClose={onClose}>
      <Field label="Title">
        {(described) => (
          <input {...described} defaultValue={zone.title} onChange={(event) => model.edits.renameZone(id, titleOf(event.currentTarget.value))} />
        )}
      </Field>
      {WITH_COLUMNS.includes(zone.kind) && <HeadingsEditor zone={zone} />}
      <div class="row dialog-end">
        <CommentButton place={{ root: "zones", id }} />
        <button type="button" onClick={remove}>
          Delete this zone
        </button>
        <button type="button" class="primary" onClick={onClose}>
          Done
        </button>
      </div>
    </DialogFrame>
  );
}

function titleOf(written: string): string {
  return cutTo(wellFormed(written.trim()), LIMITS.MAX_TITLE);
}
