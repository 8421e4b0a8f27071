import { useMemo, useState } from "preact/hooks";
import { api } from "../app/api";
import { DialogFrame } from "../app/DialogFrame";
import { Field } from "../app/Field";
import { ProblemNote } from "../app/ProblemNote";
import { useBoard } from "../app/scope";
import { useTask } from "../app/useTask";
import { newId } from "../model/ids";

interface Props {
  readonly zone: string;
  /** Prompt and hat. */
  readonly cell: readonly [string, string];
  /** The card to change; null for a new one. */
  readonly card: string | null;
  readonly onClose: () => void;
}

/** Writing as a hat: sent whole, and placed by the server under the hat's name (SPEC I4). */
export function HatDialog({ zone, cell, card, onClose }: Props) {
  const { info, model, view } = useBoard();
  const task = useTask();
  const requestId = useMemo(newId, []);
  const found = model.zone(zone).peek();
  const prompt = found?.rows.find(({ id }) => id === cell[0])?.title ?? "";
  const hat = found?.columns.find(({ id }) => id === cell[1])?.title ?? "";
  const [text, setText] = useState(card === null ? "" : model.content(model.text(`cards/${card}/text`)).peek());
  const send = () =>
    task.run(async () => {
      if (card === null) await api.addHatCard(info.id, { zone, cell, text, request_id: requestId });
      else await api.writeHatCard(info.id, card, text);
      view.announce(`Said as ${hat}.`);
      onClose();
    });
  const remove = () => {
    if (card !== null) model.edits.deleteEntity("cards", card);
    view.announce("Deleted. It is in the Deleted list.");
    onClose();
  };
  return (
    <DialogFrame title={hat} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <ProblemNote problem={task.problem} />
        <Field label={prompt} hint="Others see the hat’s name with this, not yours.">
          {(described) => (
            <textarea {...described} rows={5} value={text} required onInput={(event) => setText(event.currentTarget.value)} />
          )}
        </Field>
        <div class="row dialog-end">
          {card !== null && (
            <button type="button" onClick={remove}>
              Delete
            </button>
          )}
          <button type="submit" class="primary" disabled={task.busy}>
            Say this as {hat}
          </button>
        </div>
      </form>
    </DialogFrame>
  );
}
