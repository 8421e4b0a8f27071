import { api } from "../app/api";
import { ProblemNote } from "../app/ProblemNote";
import { useBoard } from "../app/scope";
import { useTask } from "../app/useTask";
import { focusFirst } from "../outline/focus";

/** Opens a locked part again. */
export function UnlockButton({ place, title }: { readonly place: string; readonly title: string }) {
  const { info, view } = useBoard();
  const task = useTask();
  const open = () =>
    task.run(async () => {
      await api.unlock(info.id, place);
      view.announce(`${title} is open again.`);
      focusFirst(".dialog h2", "#board-main");
    });
  return (
    <>
      <button type="button" class="quiet" onClick={open} aria-disabled={task.busy}>
        Open again<span class="hidden"> {title}</span>
      </button>
      <ProblemNote problem={task.problem} />
    </>
  );
}
