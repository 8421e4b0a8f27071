import { describe, expect, test } from "vitest";

import {
  addLink, continueList, endsRun, type FieldState, indent, insertPasted, meantAddress, outdent, tabbed, toggleList, toggleStars,
  undoubled, unmarked,
} from "./commands";

/** A state written with the selection between bars: "a|b|c", or one bar for a caret. */
function at(marked: string): FieldState {
  const start = marked.indexOf("|");
  const end = marked.lastIndexOf("|");
  return { value: marked.replaceAll("|", ""), start, end: end === start ? start : end - 1 };
}

function show(state: FieldState | null): string | null {
  if (state === null) return null;
  const { value, start, end } = state;
  const tail = start === end ? "" : `${value.slice(start, end)}|`;
  return `${value.slice(0, start)}|${tail}${value.slice(end)}`;
}

describe("bold and italic", () => {
  test.each([
    ["one |two| three", "**", "one **|two|** three"],
    ["one **|two|** three", "**", "one |two| three"],
    ["one| two |three", "*", "one *|two|* three"],
    ["**|both|**", "*", "***|both|***"],
    ["***|both|***", "**", "*|both|*"],
    ["***|both|***", "*", "**|both|**"],
    ["here |", "**", "here **|**"],
  ] as const)("%j with %s", (before, stars, after) => {
    expect(show(toggleStars(at(before), stars))).toBe(after);
  });
});

describe("lists", () => {
  test.each([
    ["|one\ntwo|", false, "- |one\n- two|"],
    ["- |one\n- two|", false, "|one\ntwo|"],
    ["- |one\n- two|", true, "1. |one\n2. two|"],
    ["|", true, "1. |"],
    ["a|\nb", false, "- a|\nb"],
  ] as const)("%j numbered: %s", (before, ordered, after) => {
    expect(show(toggleList(at(before), ordered))).toBe(after);
  });

  test("items go in and out, other text stays", () => {
    expect(show(indent(at("|- one\ntext|")))).toBe("    |- one\ntext|");
    expect(show(indent(at("    - on|e")))).toBe("    - on|e");
    expect(show(outdent(at("    - on|e")))).toBe("- on|e");
  });

  test.each([
    ["- one|", "- one\n- |"],
    ["9. one| two", "9. one\n10. | two"],
    ["    1) one|", "    1) one\n    2) |"],
    ["- one\n- |", "- one\n|"],
    ["- one\n    - |", "- one\n- |"],
    ["plain|", null],
    ["|- one", null],
    ["- |one|", null],
    ["1. one|\n2. two\n3. three\n\n7. apart", "1. one\n2. |\n3. two\n4. three\n\n7. apart"],
    ["1. o|ne\n2. two", "1. o\n2. |ne\n3. two"],
    ["1. one|\n    1. deep\n2. two\nend\n3. three", "1. one\n2. |\n    1. deep\n3. two\nend\n3. three"],
    ["1. one\n    1. deep|\n    2. deeper\n2. two", "1. one\n    1. deep\n    2. |\n    3. deeper\n2. two"],
  ])("Enter at %j", (before, after) => {
    expect(show(continueList(at(before)))).toBe(after);
  });
});

describe("keys in a list", () => {
  test.each([
    ["- one\n- tw|o", "in", "- one\n    - tw|o"],
    ["1. |one\n2. two|", "in", "    1. |one\n    2. two|"],
    ["- one\n    - tw|o", "out", "- one\n- tw|o"],
    ["- one\n    - tw|o", "in", null],
    ["- on|e", "out", null],
    ["pla|in", "in", null],
    ["    pla|in", "out", null],
  ] as const)("Tab at %j, %s", (before, direction, after) => {
    expect(show(tabbed(at(before), direction))).toBe(after);
  });

  test.each([
    ["- |one", "|one"],
    ["- one\n2. |", "- one\n|"],
    ["- one\n    - |two", "- one\n- |two"],
    ["- o|ne", null],
    ["|- one", null],
    ["- |one|", null],
    ["pl|ain", null],
  ])("Backspace at %j", (before, after) => {
    expect(show(unmarked(at(before)))).toBe(after);
  });

  test.each([
    ["- one\n- - |", "- one\n- |"],
    ["1. one\n2. 1. |", "1. one\n2. |"],
    ["1. one\n2. 2) |", "1. one\n2. |"],
    ["- one\n    - * |", "- one\n    - |"],
    ["- one\n- 1. |", "- one\n1. |"],
    ["- one\n- - |two", "- one\n- |two"],
    ["- a - |", null],
    ["- |", null],
    ["- -|", null],
  ])("a marker typed at %j", (before, after) => {
    expect(show(undoubled(at(before)))).toBe(after);
  });
});

describe("links", () => {
  test("the selection becomes the text", () => {
    expect(show(addLink(at("see |the [x]| now"), "https://e.org", "the [x]"))).toBe("see [the \\[x\\]](https://e.org)| now");
    expect(show(addLink(at("see |"), "https://e.org", ""))).toBe("see [https://e.org](https://e.org)|");
  });

  test.each([
    ["https://e.org/a_(b)", "https://e.org/a_%28b%29"],
    [" e.org ", "https://e.org"],
    ["localhost:8000/x", "https://localhost:8000/x"],
    ["a@e.org", "mailto:a@e.org"],
    ["javascript:alert(1)", null],
    ["two words.org", null],
    ["", null],
  ])("%j means %j", (typed, address) => {
    expect(meantAddress(typed)).toBe(address);
  });
});

test("a paste of several blocks stands apart from the text around it", () => {
  expect(show(insertPasted(at("a|b"), "x"))).toBe("ax|b");
  expect(show(insertPasted(at("a|b"), "x\n\ny"))).toBe("a\n\nx\n\ny\n\n|b");
  expect(show(insertPasted(at("- |"), "x\n\ny"))).toBe("- x\n\ny|");
});

test.each([
  ["One. |", true],
  ["One?\n|", true],
  ["- one\n- |", true],
  ["One.|", false],
  ["One |", false],
  ["- |", false],
  ["3.5 |", false],
])("a run of typing ends at %j: %s", (before, ends) => {
  expect(endsRun(at(before))).toBe(ends);
});
