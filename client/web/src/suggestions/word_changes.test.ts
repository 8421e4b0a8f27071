import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { wordChanges } from "./word_changes";

const WORDS = fc.array(fc.constantFrom("one", "two", "three", " ", "\n\n", "four"), { maxLength: 14 }).map((words) => words.join(""));

describe("changes word by word", () => {
  it("are both texts, whatever they are", () => {
    fc.assert(
      fc.property(fc.oneof(WORDS, fc.string()), fc.oneof(WORDS, fc.string()), (before, after) => {
        const found = wordChanges(before, after);
        const without = (kind: string) => found.filter((each) => each.kind !== kind).map(({ text }) => text).join("");
        expect(without("in")).toBe(before);
        expect(without("out")).toBe(after);
      }),
    );
  });

  it("are as few words as can be", () => {
    expect(wordChanges("We plan early, together.", "We plan much earlier, together.")).toEqual([
      { kind: "same", text: "We plan " },
      { kind: "out", text: "early," },
      { kind: "in", text: "much earlier," },
      { kind: "same", text: " together." },
    ]);
  });

  it("of one text with itself are none", () => {
    expect(wordChanges("As it was.", "As it was.")).toEqual([{ kind: "same", text: "As it was." }]);
  });
});
