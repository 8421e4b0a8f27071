import { useState } from "preact/hooks";
import { api } from "../app/api";
import { Field } from "../app/Field";
import { ProblemNote } from "../app/ProblemNote";
import { useBoard } from "../app/scope";
import { useTask } from "../app/useTask";
import { newId } from "../model/ids";
import { Choices } from "../board/Choices";
import { ATTRIBUTION_NAMES, ATTRIBUTIONS, type RoundCells, WITH_COLUMNS } from "../model/schema.gen";

const CELLS: readonly (readonly [RoundCells, string])[] = [
  ["column", "Down a column of their own"],
  ["all", "In any cell"],
  ["one", "All in the first cell"],
];

interface Props {
  readonly zone: string;
  readonly onDone: () => void;
}

/** Letting everybody write on their own, for a zone. */
export function RoundForm({ zone: id, onDone }: Props) {
  const { info, model, view, connection } = useBoard();
  const zone = model.zone(id).value;
  const launch = zone?.launch ? model.launch(zone.launch).value : undefined;
  const usual = launch?.attribution ?? "none";
  const [attribution, setAttribution] = useState(usual);
  const [cells, setCells] = useState<RoundCells>(zone && WITH_COLUMNS.includes(zone.kind) ? "column" : "one");
  const [request] = useState(newId);
  const task = useTask();
  const state = connection.stage.round.value?.state;
  if (!zone || zone.kind === "areas" || zone.kind === "ring") return null;
  if (state === "open" || state === "revealing") return <p class="hint">People are writing on their own already.</p>;
  const open = () =>
    task.run(async () => {
      if (zone.launch && attribution !== usual) await api.attribute(info.id, zone.launch, attribution);
      await api.openRound(info.id, { zone: id, cells, request_id: request });
      view.announce("Everybody can write on their own now.");
      onDone();
    });
  return (
    <>
      <p class="hint">Each writes unseen by everybody. You see how many have written, and reveal all cards at once.</p>
      <ProblemNote problem={task.problem} />
      {WITH_COLUMNS.includes(zone.kind) && <Choices title="Where does each write?" choices={CELLS} chosen={cells} onChoose={setCells} />}
      {zone.launch && (
        <Field label="When revealed, cards show">
          {(described) => (
            <select {...described} value={attribution} onChange={(event) => setAttribution(ATTRIBUTIONS.find((each) => each === event.currentTarget.value) ?? usual)}>
              {ATTRIBUTIONS.map((each) => (
                <option key={each} value={each}>
                  {ATTRIBUTION_NAMES[each]}
                </option>
              ))}
            </select>
          )}
        </Field>
      )}
      <button type="button" class="primary" aria-disabled={task.busy} onClick={open}>
        Let everybody write on their own
      </button>
    </>
  );
}
