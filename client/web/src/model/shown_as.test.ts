import { expect, test } from "vitest";
import { onlyOneWords } from "./shown_as";

test("P9: where organisations are said, each is told that theirs may tell who they are", () => {
  expect(onlyOneWords("organisation", "Leeds Council")).toBe("If you are the only one from Leeds Council, people can tell that it is you.");
  for (const [attribution, organisation] of [["organisation", null], ["organisation", ""], ["name", "Leeds Council"], ["none", "Leeds Council"]] as const) {
    expect(onlyOneWords(attribution, organisation)).toBe("");
  }
});
