import { DialogFrame } from "../app/DialogFrame";
import { DraftNote } from "../app/DraftNote";
import { Field } from "../app/Field";
import { ProblemNote } from "../app/ProblemNote";
import { useBoard } from "../app/scope";
import { deletePart } from "../news/deleting";
import { type HatPlace, useHatWords } from "./hat_words";

interface Props extends HatPlace {
  readonly onClose: () => void;
}

/** Writing as a hat. Closing it without saying it keeps the words on this device. */
export function HatDialog({ onClose, ...place }: Props) {
  const scope = useBoard();
  const { model } = scope;
  const { zone, cell, card } = place;
  const found = model.zone(zone).peek();
  const prompt = found?.rows.find(({ id }) => id === cell[0])?.title ?? "";
  const hat = found?.columns.find(({ id }) => id === cell[1])?.title ?? "";
  const { draft, task, send, leave } = useHatWords(place, hat, onClose);
  const remove = () => {
    if (card !== null) deletePart(scope, { root: "cards", id: card });
    onClose();
  };
  return (
    <DialogFrame title={hat} onClose={leave}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <ProblemNote problem={task.problem} />
        <DraftNote draft={draft} />
        <Field label={prompt} hint="Others see the hat’s name with this, not yours. Until you say it, it stays on this device.">
          {(described) => (
            <textarea
              {...described}
              rows={5}
              dir="auto"
              value={draft.value}
              required
              readOnly={task.busy}
              onInput={(event) => draft.write(event.currentTarget.value)}
            />
          )}
        </Field>
        <div class="row dialog-end">
          {card !== null && (
            <button type="button" onClick={remove}>
              Delete
            </button>
          )}
          <button type="submit" class="primary" aria-disabled={task.busy}>
            Say this as {hat}
          </button>
        </div>
      </form>
    </DialogFrame>
  );
}
