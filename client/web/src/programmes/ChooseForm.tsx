import { useState } from "preact/hooks";
import { Field } from "../app/Field";
import { ProblemNote } from "../app/ProblemNote";
import { TaskButton } from "../app/TaskButton";
import { useTask } from "../app/useTask";
import type { Option } from "./EntityField";
import { useProgrammes } from "./scope";

interface Props {
  readonly label: string;
  /** What stands in the list before something is chosen. */
  readonly ask: string;
  readonly options: readonly Option[];
  readonly button: string;
  /** What the button says while it is being done. */
  readonly during: string;
  /** Said aloud when it is done. */
  readonly said: string;
  readonly work: (chosen: string) => Promise<unknown>;
  readonly onDone: () => void;
}

/** Chooses one of several and does something with it at once. */
export function ChooseForm({ label, ask, options, button, during, said, work, onDone }: Props) {
  const { say } = useProgrammes();
  const task = useTask();
  const [chosen, setChosen] = useState("");
  const send = () =>
    task.run(async () => {
      await work(chosen);
      say(said);
      setChosen("");
      onDone();
    });
  return (
    <form
      class="inline-form"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Field label={label}>
        {(described) => (
          <select {...described} required value={chosen} onChange={(event) => setChosen(event.currentTarget.value)}>
            <option value="">{ask}</option>
            {options.map((option) => (
              <option key={option.value} value={option.value}>
                {option.label}
              </option>
            ))}
          </select>
        )}
      </Field>
      <TaskButton task={task} during={during}>
        {button}
      </TaskButton>
      <ProblemNote problem={task.problem} />
    </form>
  );
}
