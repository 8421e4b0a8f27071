import { describe, expect, test } from "vitest";
import { completed, mentionedIn, type Nameable, offered, pieces, typedAt } from "./mentioning";

const PEOPLE: readonly Nameable[] = ["Ann", "Ann Lee", "Ben Cole", "Élodie"].map((name) => ({ participant: name.toLowerCase(), name }));

const names = (people: readonly Nameable[]) => people.map(({ name }) => name);

describe("C7: while a name is typed", () => {
  test("it begins behind @ at the beginning of a word, and ends at the caret", () => {
    expect(typedAt("Hello @An", 9)).toEqual({ at: 6, letters: "An" });
    expect(typedAt("Hello @Ann Le", 13)).toEqual({ at: 6, letters: "Ann Le" });
    expect(typedAt("@", 1)).toEqual({ at: 0, letters: "" });
    expect(typedAt("(@b", 3)).toEqual({ at: 1, letters: "b" });
    expect(typedAt("me@example", 10)).toBeNull();
    expect(typedAt("@Ann\nnext", 9)).toBeNull();
    expect(typedAt("Hello", 5)).toBeNull();
  });

  test("those are offered whose name, or a later word of it, begins so", () => {
    expect(names(offered(PEOPLE, "an"))).toEqual(["Ann", "Ann Lee"]);
    expect(names(offered(PEOPLE, "co"))).toEqual(["Ben Cole"]);
    expect(names(offered(PEOPLE, "é"))).toEqual(["Élodie"]);
    expect(names(offered(PEOPLE, ""))).toHaveLength(4);
    expect(offered(PEOPLE, "z")).toEqual([]);
  });

  test("the name takes the place of what was typed, with one space behind", () => {
    const typed = { at: 3, letters: "an" };
    expect(completed("Hi @an, you", typed, "Ann")).toEqual({ text: "Hi @Ann , you", caret: 8 });
    expect(completed("Hi @an you", typed, "Ann")).toEqual({ text: "Hi @Ann you", caret: 8 });
  });
});

describe("C7: a text mentions", () => {
  test("the longest name that fits, each person once", () => {
    expect(mentionedIn("@Ann Lee and @Ann, @Ann Lee!", PEOPLE)).toEqual(["ann lee", "ann"]);
    expect(mentionedIn("@Nobody, me@example", PEOPLE)).toEqual([]);
  });

  test("and is the same text in its pieces", () => {
    for (const text of ["", "@Ann", "a @Ben Cole b @ c", "@@Ann@Ann Lee"]) {
      expect(pieces(text, PEOPLE).map(({ words }) => words).join("")).toBe(text);
    }
    expect(pieces("a @Ann b", PEOPLE)).toEqual([
      { words: "a ", participant: null },
      { words: "@Ann", participant: "ann" },
      { words: " b", participant: null },
    ]);
  });
});
