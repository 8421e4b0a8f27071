/** An edited Word file of a report comes back: each of its boards finds its own agreed texts in it (SPEC K5). */

import { Problem } from "../app/api";
import type { BoardName, WholeProgramme } from "../programmes/types";
import { type Returned, suggestionsApi } from "../suggestions/suggestions_api";
import type { Work } from "../work/told";
import type { ReportPlan } from "./types";

/** What a board found of itself; `problem` says why it could not look. */
export interface FoundOnBoard {
  readonly board: BoardName;
  readonly texts: number;
  readonly changed: number;
  readonly problem: string;
}

/** A board that is gone, or that this person may not open any more: the others look all the same. */
const ITS_OWN: ReadonlySet<number> = new Set([403, 404]);

/** The boards that parts of a report are from, each once, in the order of the parts. */
export function boardsOf({ parts }: ReportPlan, { boards }: WholeProgramme): readonly BoardName[] {
  const titles = new Map(Object.values(boards).flatMap((some) => some.map(({ id, title }) => [id, title])));
  const ids = new Set(parts.flatMap((part) => (part.kind === "board" ? [part.board] : [])));
  return [...ids].map((id) => ({ id, title: titles.get(id) ?? "A board that belongs to no session" }));
}

/** Give each board the document. Throws Problem where it is none, or the server is away. */
export async function bringBack(boards: readonly BoardName[], file: File, work: Work): Promise<readonly FoundOnBoard[]> {
  const found: FoundOnBoard[] = [];
  for (const board of boards) {
    work.tell({ step: `Looking for texts of “${board.title}”`, done: found.length, of: boards.length });
    // oxlint-disable-next-line no-await-in-loop -- each reads the whole document, which is work for one at a time
    found.push(await foundOn(board, file, work));
  }
  return found;
}

async function foundOn(board: BoardName, file: File, { stopped }: Work): Promise<FoundOnBoard> {
  try {
    const { texts, changed }: Returned = await suggestionsApi.bringBack(board.id, file, { stopped, tell: () => {} });
    return { board, texts, changed, problem: "" };
  } catch (failure) {
    if (!(failure instanceof Problem && ITS_OWN.has(failure.status))) throw failure;
    return { board, texts: 0, changed: 0, problem: failure.message };
  }
}

/** What came of it, in a sentence. */
export function broughtBackWords(found: readonly FoundOnBoard[]): string {
  const texts = sum(found.map((each) => each.texts));
  const changed = sum(found.map((each) => each.changed));
  if (texts === 0) return "No agreed text of these boards was found in the document. Was it made from this report?";
  if (changed === 0) return "Nothing was changed in the agreed texts.";
  return `${changedWords(changed)} Each is a suggestion on its board, to take over or not.`;
}

export function changedWords(changed: number): string {
  if (changed === 0) return "Nothing was changed.";
  return changed === 1 ? "One agreed text was changed." : `${changed} agreed texts were changed.`;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
