import type { ComponentChildren } from "preact";
import { ProblemNote } from "../app/ProblemNote";
import { TaskButton } from "../app/TaskButton";
import { useTask } from "../app/useTask";

interface Props {
  /** What the file is called, without its ending. */
  readonly name: string;
  readonly load: () => Promise<unknown>;
  /** The words on the button. */
  readonly children: ComponentChildren;
}

/** Saves what the server has of something as a JSON file. */
export function SaveAsFile({ name, load, children }: Props) {
  const task = useTask();
  const save = () =>
    task.run(async () => {
      const text = JSON.stringify(await load(), null, 2);
      const address = URL.createObjectURL(new Blob([text], { type: "application/json" }));
      const link = Object.assign(document.createElement("a"), { href: address, download: `${name}.json` });
      link.click();
      URL.revokeObjectURL(address);
    });
  return (
    <>
      <TaskButton task={task} during="Making the file…" onPress={save}>
        {children}
      </TaskButton>
      <ProblemNote problem={task.problem} />
    </>
  );
}
