import { api } from "../app/api";
import { useBoard } from "../app/scope";
import { type Draft, useDraft } from "../app/useDraft";
import { type Task, useTask } from "../app/useTask";

export interface HatPlace {
  readonly zone: string;
  /** Prompt and hat. */
  readonly cell: readonly [string, string];
  /** The card to change; null for a new one. */
  readonly card: string | null;
}

interface HatWords {
  readonly draft: Draft<string>;
  readonly task: Task;
  readonly send: () => void;
  /** Leave the form; what is written and not said stays on this device. */
  readonly leave: () => void;
}

/** What somebody writes as a hat: sent whole, and placed by the server under the hat's name (SPEC I4). */
export function useHatWords({ zone, cell, card }: HatPlace, hat: string, onDone: () => void): HatWords {
  const { info, model, view, drafts } = useBoard();
  const task = useTask();
  const onBoard = card === null ? "" : model.content(model.text(`cards/${card}/text`)).peek();
  const draft = useDraft(drafts, ["hat", zone, ...cell, card ?? "new"].join(" "), onBoard);
  const text = draft.value;
  const send = () => {
    if (text.trim() === "") return;
    task.run(async () => {
      if (card === null) await api.addHatCard(info.id, { zone, cell, text, request_id: draft.request });
      else await api.writeHatCard(info.id, card, text);
      draft.sent();
      view.announce(`Said as ${hat}.`);
      onDone();
    });
  };
  const leave = () => {
    if (draft.isUnsent) view.announce("Not said yet. Your words are kept on this device: open the form again to go on.");
    onDone();
  };
  return { draft, task, send, leave };
}
