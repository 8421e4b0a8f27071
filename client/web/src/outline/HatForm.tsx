import { useId, useLayoutEffect, useRef } from "preact/hooks";

import { DraftNote } from "../app/DraftNote";
import { ProblemNote } from "../app/ProblemNote";
import { type HatPlace, useHatWords } from "../board/hat_words";

interface Props extends HatPlace {
  readonly hat: string;
  readonly prompt: string;
  readonly onDone: () => void;
}

/** Says something as a hat. Leaving it without saying it keeps the words on this device. */
export function HatForm({ hat, prompt, onDone, ...place }: Props) {
  const { draft, task, send, leave } = useHatWords(place, hat, onDone);
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => field.current?.focus(), []);
  return (
    <form
      class="outline-form"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <ProblemNote problem={task.problem} />
      <DraftNote draft={draft} />
      <label for={id}>{`${hat}: ${prompt}`}</label>
      <textarea
        ref={field}
        id={id}
        rows={3}
        required
        readOnly={task.busy}
        dir="auto"
        value={draft.value}
        onInput={(event) => draft.write(event.currentTarget.value)}
        onKeyDown={(event) => {
          event.stopPropagation();
          if (event.key === "Escape") leave();
        }}
      />
      <p class="row">
        <button type="submit" class="primary" aria-disabled={task.busy}>
          Say this as {hat}
        </button>
        <button type="button" onClick={leave}>
          Not now
        </button>
      </p>
      <p class="hint">Until you say it, it stays on this device.</p>
    </form>
  );
}
