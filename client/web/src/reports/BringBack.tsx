import { useState } from "preact/hooks";
import { boardAddress } from "../app/address";
import type { WholeProgramme } from "../programmes/types";
import { DocumentField } from "../suggestions/DocumentField";
import { useWork } from "../work/use_work";
import { WorkLine } from "../work/WorkLine";
import { boardsOf, bringBack, broughtBackWords, changedWords, type FoundOnBoard } from "./brought_back";
import type { ReportPlan } from "./types";

const WORDS = { begin: "Reading the document…", stopped: "Stopped. What was found until then waits on its boards." };

interface Props {
  readonly plan: ReportPlan;
  readonly whole: WholeProgramme;
}

/** Brings back the Word file of a report that somebody edited, for all of its boards at once. */
export function BringBack({ plan, whole }: Props) {
  const boards = boardsOf(plan, whole);
  const reading = useWork(WORDS);
  const [found, setFound] = useState<readonly FoundOnBoard[]>([]);
  if (boards.length === 0) return null;
  const take = (file: File) => {
    setFound([]);
    reading.run(async (work) => {
      const all = await bringBack(boards, file, work);
      setFound(all.filter(({ changed, problem }) => changed > 0 || problem !== ""));
      return broughtBackWords(all);
    });
  };
  return (
    <section aria-labelledby="brought-back-title">
      <h2 id="brought-back-title">Bring an edited Word file back</h2>
      <DocumentField
        hint="Made from this report and edited. What was changed in agreed texts becomes suggestions on their boards; nothing changes by itself."
        onFile={take}
      />
      <WorkLine working={reading} />
      <ul>
        {found.map(({ board, changed, problem }) => (
          <li key={board.id}>
            <a href={boardAddress(board.id)}>{board.title}</a>: {problem || changedWords(changed)}
          </li>
        ))}
      </ul>
    </section>
  );
}
