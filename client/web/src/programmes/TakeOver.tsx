import { useState } from "preact/hooks";
import { ProblemNote } from "../app/ProblemNote";
import { TaskButton } from "../app/TaskButton";
import { useTask } from "../app/useTask";
import { programmesApi } from "./programmes_api";

interface Props {
  readonly programme: string;
  readonly session: string;
  /** Says to screen readers what came of it. */
  readonly say: (words: string) => void;
  readonly onDone?: () => void;
}

/** Puts everybody who joined a session's boards on the day on its register (SPEC G10). */
export function TakeOver({ programme, session, say, onDone }: Props) {
  const task = useTask();
  const [done, setDone] = useState("");
  const take = () =>
    task.run(async () => {
      const { added, changed } = await programmesApi.takeOver(programme, session);
      const words = added + changed === 0 ? "Everybody who joined is on the register already." : `${added + changed} taken over as present.`;
      setDone(words);
      say(words);
      onDone?.();
    });
  return (
    <div class="row">
      <TaskButton task={task} during="Taking over…" onPress={take}>
        Take over who joined
      </TaskButton>
      <span class="hint">{done || "Everybody who joined one of its boards on the day is put down as present. Nobody is taken off."}</span>
      <ProblemNote problem={task.problem} />
    </div>
  );
}
