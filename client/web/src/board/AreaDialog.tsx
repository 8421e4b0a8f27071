import { AREA_STATUS_NAMES, AREA_STATUSES, LIMITS } from "../model/schema.gen";
import type { Area, AreaStatus } from "../model/types";
import { DialogFrame } from "../app/DialogFrame";
import { Field } from "../app/Field";
import { useBoard } from "../app/scope";
import { cutTo, wellFormed } from "../text/diff";
import { Choices } from "./Choices";

/** The area's title (a heading of the report), its state, its place among the areas, and deleting it. */
export function AreaDialog({ area: id, onClose }: { readonly area: string; readonly onClose: () => void }) {
  const { model, view } = useBoard();
  const area = model.area(id).value;
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
        <AreaState area={area} />
        <div class="row dialog-end">
          <button type="button" onClick={() => model.edits.stepArea(id, -1)}>
            Move earlier
          </button>
          <button type="button" onClick={() => model.edits.stepArea(id, 1)}>
            Move later
          </button>
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
