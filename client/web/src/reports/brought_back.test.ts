import { afterEach, expect, test, vi } from "vitest";

import { Problem } from "../app/api";
import type { WholeProgramme } from "../programmes/types";
import { suggestionsApi } from "../suggestions/suggestions_api";
import type { Progress } from "../work/told";
import { boardsOf, bringBack, broughtBackWords } from "./brought_back";
import type { ReportPlan } from "./types";

const BOARDS = [
  { id: "a", title: "Housing" },
  { id: "b", title: "Transport" },
];
const WHOLE = { boards: { s1: BOARDS } } as unknown as WholeProgramme;
const part = (board: string) => ({ kind: "board", board });
const planOf = (...parts: object[]) => ({ parts }) as unknown as ReportPlan;
const file = new File(["x"], "edited.docx");

afterEach(() => void vi.restoreAllMocks());

/** Let boards answer so; a number is the status of a refusal. */
function answers(byBoard: Readonly<Record<string, number | readonly [texts: number, changed: number]>>): string[] {
  const asked: string[] = [];
  vi.spyOn(suggestionsApi, "bringBack").mockImplementation(async (board) => {
    asked.push(board);
    const answer = byBoard[board] ?? 500;
    if (typeof answer === "number") throw new Problem(answer, `refused with ${answer}`);
    return { texts: answer[0], changed: answer[1], suggestions: [] };
  });
  return asked;
}

function work(): { told: Progress[]; tell: (progress: Progress) => void; stopped: AbortSignal } {
  const told: Progress[] = [];
  return { told, tell: (progress) => void told.push(progress), stopped: new AbortController().signal };
}

test("K5: each board of the parts is asked once, in their order, and progress names it", async () => {
  const boards = boardsOf(planOf(part("b"), { kind: "words" }, part("a"), part("b"), part("lost")), WHOLE);
  expect(boards.map(({ title }) => title)).toEqual(["Transport", "Housing", "A board that belongs to no session"]);
  const asked = answers({ a: [2, 1], b: [1, 0], lost: [0, 0] });
  const waiting = work();
  expect(broughtBackWords(await bringBack(boards, file, waiting))).toBe(
    "One agreed text was changed. Each is a suggestion on its board, to take over or not.",
  );
  expect(asked).toEqual(["b", "a", "lost"]);
  expect(waiting.told.map(({ step, done, of }) => [step, done, of])[1]).toEqual(["Looking for texts of “Housing”", 1, 3]);
});

test.each([403, 404])("K5: a board that answers %i says so, and the others are looked at", async (status) => {
  const asked = answers({ a: status, b: [3, 2] });
  const found = await bringBack(BOARDS, file, work());
  expect(asked).toEqual(["a", "b"]);
  expect(found.map(({ changed, problem }) => [changed, problem])).toEqual([
    [0, `refused with ${status}`],
    [2, ""],
  ]);
});

test("K5: what is no document is refused at once", async () => {
  const asked = answers({ a: 422, b: [3, 2] });
  await expect(bringBack(BOARDS, file, work())).rejects.toThrow("refused with 422");
  expect(asked).toEqual(["a"]);
});

test("K5: it says where nothing was found, and where nothing was changed", () => {
  const found = { board: { id: "a", title: "Housing" }, changed: 0, problem: "" };
  expect(broughtBackWords([{ ...found, texts: 0 }])).toContain("No agreed text of these boards was found");
  expect(broughtBackWords([{ ...found, texts: 2 }])).toBe("Nothing was changed in the agreed texts.");
});
