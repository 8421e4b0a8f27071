import { useState } from "preact/hooks";
import { DialogFrame } from "../app/DialogFrame";
import { Field } from "../app/Field";
import { ProblemNote } from "../app/ProblemNote";
import { useBoard } from "../app/scope";
import { Tabs } from "../app/Tabs";
import { useTask } from "../app/useTask";
import { GUIDE_ACTS, type GuideAct } from "./guide_acts";
import { nearestPart, type Part, partNow, partsFor } from "./guide_parts";
import { type Carry, LeadTheView, PartAct } from "./GuideForms";
import { spotOf } from "./holders";

interface Props {
  /** What it opens with. */
  readonly act: GuideAct;
  readonly onClose: () => void;
}

/** What a facilitator does with everybody at once: one act a tab, each about a part that is chosen already. */
export function GuideDialog({ act, onClose }: Props) {
  const scope = useBoard();
  const [now, setNow] = useState(act);
  const [wished, setWished] = useState(() => partNow(scope));
  return (
    <DialogFrame title="Guide everybody" onClose={onClose}>
      <Tabs label="What to do" tabs={GUIDE_ACTS} chosen={now} onChoose={setNow}>
        <ActPanel key={now} act={now} wished={wished} onWish={setWished} onClose={onClose} />
      </Tabs>
    </DialogFrame>
  );
}

interface PanelProps extends Props {
  readonly wished: string;
  readonly onWish: (key: string) => void;
}

function ActPanel({ act, wished, onWish, onClose }: PanelProps) {
  const scope = useBoard();
  const { view, model } = scope;
  const task = useTask();
  const carry: Carry = {
    isBusy: task.busy,
    done: onClose,
    out: (work, said) =>
      task.run(async () => {
        await work();
        view.announce(said);
        onClose();
      }),
  };
  const offered = partsFor(act, scope);
  const key = nearestPart(model, wished, offered);
  const spot = spotOf(key);
  return (
    <>
      <ProblemNote problem={task.problem} />
      {act === "lead" && <LeadTheView carry={carry} />}
      {act !== "lead" && !spot && <p>There is nothing on the board for this yet. Launch a template first.</p>}
      {act !== "lead" && spot && (
        <>
          <PartChoice parts={offered} chosen={key} onChoose={onWish} />
          <PartAct key={key} act={act} spot={spot} carry={carry} />
        </>
      )}
    </>
  );
}

interface ChoiceProps {
  readonly parts: readonly Part[];
  readonly chosen: string;
  readonly onChoose: (key: string) => void;
}

function PartChoice({ parts, chosen, onChoose }: ChoiceProps) {
  return (
    <Field label="Which part of the board?">
      {(described) => (
        <select {...described} value={chosen} onChange={(event) => onChoose(event.currentTarget.value)}>
          {parts.map(([key, name]) => (
            <option key={key} value={key}>
              {name}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
