import { useEffect, useId, useRef, useState } from "preact/hooks";

import { api } from "../app/api";
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
  readonly hat: string;
  readonly prompt: string;
  readonly onDone: () => void;
}

/** Says something as a hat: sent whole to the server, so that nothing on the board tells who said it (SPEC I4). */
export function HatForm({ zone, cell, card, hat, prompt, onDone }: Props) {
  const { info, model, view } = useBoard();
  const task = useTask();
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  // The same id for every attempt: what was sent twice is taken once.
  const [requestId] = useState(newId);
  const [text, setText] = useState(() => (card === null ? "" : (model.text(`cards/${card}/text`)?.toString() ?? "")));
  useEffect(() => field.current?.focus(), []);
  const send = (): void => {
    if (text.trim() === "") return;
    task.run(async () => {
      if (card === null) await api.addHatCard(info.id, { zone, cell, text, request_id: requestId });
      else await api.writeHatCard(info.id, card, text);
      view.announce(`Said as ${hat}.`);
      onDone();
    });
  };
  return (
    <form
      class="outline-form"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <ProblemNote problem={task.problem} />
      <label for={id}>{`${hat}: ${prompt}`}</label>
      <textarea
        ref={field}
        id={id}
        rows={3}
        required
        dir="auto"
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          event.stopPropagation();
          if (event.key === "Escape") onDone();
        }}
      />
      <p class="row">
        <button type="submit" class="primary" disabled={task.busy}>
          Say this as {hat}
        </button>
        <button type="button" onClick={onDone}>
          Cancel
        </button>
      </p>
    </form>
  );
}
