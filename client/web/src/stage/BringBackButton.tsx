import { useState } from "preact/hooks";
import { api } from "../app/api";
import { Question } from "../app/Question";
import { useBoard } from "../app/scope";
import { useTask } from "../app/useTask";
import { newId } from "../model/ids";

/** Brings a locked part back as it was when it was locked, after a question (SPEC F7). */
export function BringBackButton({ place, title }: { readonly place: string; readonly title: string }) {
  const { info, view } = useBoard();
  const task = useTask();
  const [request, setRequest] = useState<string | null>(null);
  const bringBack = (id: string) =>
    task.run(async () => {
      const { applied } = await api.bringBack(info.id, place, id);
      view.announce(applied.length === 0 ? `Nothing in ${title} was changed since.` : `${title} is as it was when it was locked.`);
      setRequest(null);
    });
  return (
    <>
      <button type="button" class="quiet" onClick={() => setRequest(newId())}>
        Bring back<span class="hidden"> {title}</span> as it was locked
      </button>
      {request !== null && (
        <Question title={`Bring back “${title}”?`} yes="Bring it back" no="Leave it" onYes={() => bringBack(request)} onNo={() => setRequest(null)} task={task}>
          <p>All of it becomes as it was when it was locked. What came since is kept in a snapshot; the rest of the board is left alone.</p>
        </Question>
      )}
    </>
  );
}
