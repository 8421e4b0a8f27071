import { useEffect } from "preact/hooks";
import { AREA_STATUS_NAMES, AREA_STATUSES, LIMITS } from "../model/schema.gen";
import type { Area, AreaStatus } from "../model/types";
import { DialogFrame } from "../app/DialogFrame";
import { Field } from "../app/Field";
import { goTo } from "../app/go_to";
import { useBoard } from "../app/scope";
import { cutTo, wellFormed } from "../text/diff";
import { CommentButton } from "../comments/CommentMark";
import { AreaSorting } from "../grouping/AreaSorting";
import { Choices } from "./Choices";
import { NamedReferences } from "./References";

interface Props {
  readonly area: string;
  readonly isNew: boolean;
  readonly onClose: () => void;
}

/** The area's title (a heading of the report), its state, its place among the areas, and deleting it. */
export function AreaDialog({ area: id, isNew, onClose }: Props) {
  const scope = useBoard();
  const { model, view } = scope;
  const area = model.area(id).value;
  // However the dialog is left, somebody who has made an area sees it.
  useEffect(() => () => (isNew ? goTo(scope, { root: "areas", id }) : undefined), [scope, id, isNew]);
  if (!area) return null;
  const remove = () => {
    view.dialog.value = { name: "delete", part: { root: "areas", id } };
  };
  return (
    <DialogFrame title={area.title || "New area"} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onClose();
        }}
      >
        <Field label="Title" hint="It will be the heading of its section in the report.">
          {(described) => (
            <input
              {...described}
              defaultValue={area.title}
              onChange={(event) => model.edits.renameArea(id, cutTo(wellFormed(event.currentTarget.value.trim()), LIMITS.MAX_TITLE))}
            />
          )}
        </Field>
        {!isNew && <AreaState area={area} />}
        {!isNew && <NamedReferences of={{ root: "areas", id }} />}
        <div class="row dialog-end">
          {!isNew && <AreaSteps id={id} />}
          {!isNew && <AreaSorting area={id} />}
          {!isNew && <CommentButton place={{ root: "areas", id }} />}
          <button type="button" onClick={remove}>
            Delete this area
          </button>
          <button type="submit" class="primary">
            Done
          </button>
        </div>
      </form>
    </DialogFrame>
  );
}

function AreaSteps({ id }: { readonly id: string }) {
  const { edits } = useBoard().model;
  return (
    <>
      <button type="button" onClick={() => edits.stepArea(id, -1)}>
        Move earlier
      </button>
      <button type="button" onClick={() => edits.stepArea(id, 1)}>
        Move later
      </button>
    </>
  );
}

const STATUS_WORDS: Readonly<Record<AreaStatus, string>> = { ...AREA_STATUS_NAMES, revisit: "To be revisited" };

function AreaState({ area }: { readonly area: Area }) {
  const { model } = useBoard();
  const choose = (status: AreaStatus) =>
    model.edits.setAreaStatus(area.id, status, status === "revisit" ? (area.revisit_on ?? today()) : null);
  return (
    <>
      <Choices<AreaStatus>
        title="The agreed record is"
        choices={AREA_STATUSES.map((status) => [status, STATUS_WORDS[status]])}
        chosen={area.status}
        onChoose={choose}
      />
      {area.status === "revisit" && (
        <Field label="Revisit on">
          {(described) => (
            <input
              {...described}
              type="date"
              value={area.revisit_on ?? ""}
              onChange={(event) => model.edits.setAreaStatus(area.id, "revisit", event.currentTarget.value || today())}
            />
          )}
        </Field>
      )}
    </>
  );
}

function today(): string {
  return new Date().toISOString().slice(0, 10);
}
