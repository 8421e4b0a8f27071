import { useState } from "preact/hooks";
import { api } from "../app/api";
import { DialogFrame } from "../app/DialogFrame";
import { Field } from "../app/Field";
import { goTo } from "../app/go_to";
import { ProblemNote } from "../app/ProblemNote";
import { useBoard } from "../app/scope";
import { useTask } from "../app/useTask";
import { mergeTrouble, staying } from "../model/merging";
import { lockedInside } from "../stage/locks";
import { areaTitle } from "./selecting";

/** Merges an area with another of its list; says beforehand which title stays. */
export function MergeDialog({ area, onClose }: { readonly area: string; readonly onClose: () => void }) {
  const scope = useBoard();
  const { model, view, info } = scope;
  const task = useTask();
  const others = model.areasOf(model.area(area).value?.zone ?? "").value.filter((id) => id !== area && !lockedInside(scope, id));
  const [picked, setPicked] = useState<string | null>(null);
  const other = picked !== null && others.includes(picked) ? picked : (others[0] ?? null);
  const trouble = other === null ? null : mergeTrouble(model, area, other);
  const merge = () => {
    if (other === null || trouble !== null) return;
    task.run(async () => {
      await api.askToMerge(info.id, area, other);
      const stays = model.merging.merge(area, other);
      view.announce(`The areas are merged in ${areaTitle(model, stays)}. Undo takes it back.`);
      onClose();
      goTo(scope, { root: "areas", id: stays });
    });
  };
  return (
    <DialogFrame title={`Merge ${areaTitle(model, area)} with another area`} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          merge();
        }}
      >
        {other === null ? (
          <p>There is no other area to merge it with.</p>
        ) : (
          <>
            <Field label="Merge with">
              {(described) => (
                <select {...described} value={other} onChange={(event) => setPicked(event.currentTarget.value)}>
                  {others.map((id) => (
                    <option key={id} value={id}>
                      {areaTitle(model, id)}
                    </option>
                  ))}
                </select>
              )}
            </Field>
            <p>
              “{areaTitle(model, staying(model, area, other))}” comes first and keeps its title. The cards, parameters and records of
              both are in it; a joined record is a draft again. The other area goes to the Deleted list.
            </p>
          </>
        )}
        <ProblemNote problem={task.problem} />
        {trouble !== null && (
          <p class="error" role="alert">
            {trouble}
          </p>
        )}
        <div class="row dialog-end">
          <button type="button" onClick={onClose}>
            Leave them as they are
          </button>
          {other !== null && (
            <button type="submit" class="primary" aria-disabled={trouble !== null || task.busy}>
              Merge
            </button>
          )}
        </div>
      </form>
    </DialogFrame>
  );
}
