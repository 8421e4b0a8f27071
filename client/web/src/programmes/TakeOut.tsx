import { useState } from "preact/hooks";
import { Question } from "../app/Question";
import { useTask } from "../app/useTask";

interface Props {
  /** What it is, such as "session". */
  readonly kind: string;
  readonly title: string;
  /** What would go, and what would not. */
  readonly words: string;
  readonly work: () => Promise<unknown>;
  /** The page that is shown once it is gone. */
  readonly then: string;
}

/** Takes out what a page is about, after a question, and leads to what it was in. The server keeps what has something in it. */
export function TakeOut({ kind, title, words, work, then }: Props) {
  const [isAsking, setAsking] = useState(false);
  const task = useTask();
  const takeOut = () =>
    task.run(async () => {
      await work();
      window.location.assign(then);
    });
  return (
    <>
      <button type="button" class="quiet" onClick={() => setAsking(true)}>
        Take out<span class="hidden"> this {kind}</span>
      </button>
      {isAsking && (
        <Question
          title={`Take out “${title}”?`}
          yes={`Take out this ${kind}`}
          no="Keep it"
          onYes={takeOut}
          onNo={() => setAsking(false)}
          task={task}
        >
          <p>{words}</p>
        </Question>
      )}
    </>
  );
}
