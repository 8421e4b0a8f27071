import type { ComponentChildren } from "preact";
import { DialogFrame } from "./DialogFrame";
import { ProblemNote } from "./ProblemNote";
import { TaskButton } from "./TaskButton";
import type { Task } from "./useTask";

interface Props {
  readonly title: string;
  /** What would happen, in sentences. */
  readonly children: ComponentChildren;
  /** What is done, as the words on its button. */
  readonly yes: string;
  /** What stays as it is, as the words on the button that has the focus. */
  readonly no: string;
  readonly onYes: () => void;
  readonly onNo: () => void;
  /** Where doing it takes a while and may fail. */
  readonly task?: Pick<Task, "busy" | "problem">;
}

/** Asks before something that concerns others is done; the safe choice has the focus, and Escape is the same. */
export function Question({ title, children, yes, no, onYes, onNo, task }: Props) {
  return (
    <DialogFrame title={title} onClose={onNo} question>
      {children}
      <ProblemNote problem={task?.problem ?? null} />
      <div class="row dialog-end">
        <TaskButton task={task ?? { busy: false }} during="One moment…" onPress={onYes}>
          {yes}
        </TaskButton>
        <button type="button" class="primary" data-first onClick={onNo}>
          {no}
        </button>
      </div>
    </DialogFrame>
  );
}
