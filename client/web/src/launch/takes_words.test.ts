import { expect, it } from "vitest";
import { takesWords } from "./takes_words";

const phase = (minutes: number, per_area = false) => ({ id: "p", title: "P", minutes, per_area });

it("says what everybody does once, and what each area adds", () => {
  expect(takesWords({ phases: [phase(5), phase(8), phase(21), phase(5, true), phase(20, true)] })).toBe(
    "about 35 minutes, and 25 more for each area",
  );
  expect(takesWords({ phases: [phase(45)] })).toBe("about 45 minutes");
  expect(takesWords({ phases: [phase(20, true)] })).toBe("about 20 minutes for each area");
  expect(takesWords({ phases: [phase(2), phase(3), phase(5), phase(2)] })).toBe("about 12 minutes");
});
