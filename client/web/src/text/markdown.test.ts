import { readFileSync } from "node:fs";

import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { type Block, isSafeAddress, type Item, parseMarkdown, type Paragraph, plainText, type Run } from "./markdown";
import { printMarkdown } from "./markdownPrint";

interface Vectors {
  readonly cases: readonly { readonly markdown: string; readonly model: readonly Block[] }[];
}

// Vitest runs in client/web; the vectors are shared with the Python tests.
const { cases } = JSON.parse(readFileSync("../../tests/fixtures/richtext_vectors.json", "utf8")) as Vectors;

describe("R1: light Markdown is read as the shared vectors say", () => {
  test.each(cases.map((each) => [each.markdown, each.model] as const))("%j", (markdown, model) => {
    expect(parseMarkdown(markdown)).toEqual(model);
  });

  test.each(cases.map((each) => [each.markdown, each.model] as const))("%j is printed back to the same", (_, model) => {
    expect(parseMarkdown(printMarkdown(model))).toEqual(model);
  });
});

const soup = fc.string({
  unit: fc.constantFrom("a", "b ", " ", "*", "**", "\n", "\n\n", "- ", "1. ", "  ", "\t", "\\", "[", "]", "(", ")", "](https://e.org)", "😀"),
  maxLength: 30,
});

test("R1: a mark that goes on over a link is not ended before it", () => {
  const source = "*\\\n[a](https://e.org)*";
  const model = parseMarkdown(source);
  expect(model).toEqual([
    { type: "paragraph", runs: [{ text: "\\\n", italic: true }, { text: "a", italic: true, link: "https://e.org" }] },
  ]);
  expect(parseMarkdown(printMarkdown(model))).toEqual(model);
});

test("R1: a backslash at the end of a link stands behind it", () => {
  const printed = printMarkdown([{ type: "paragraph", runs: [{ text: "a\\", link: "https://e.org" }] }]);
  expect(printed).toBe("[a](https://e.org)\\");
});

test("R1: a line within an item that looks like an item stays a line", () => {
  const model = parseMarkdown("1. a\n  \\- a");
  expect(model).toEqual([{ type: "item", level: 1, ordered: true, runs: [{ text: "a\n- a" }] }]);
  expect(parseMarkdown(printMarkdown(model))).toEqual(model);
});

test("R1: every text is read, loses no letter, and prints to a text that reads the same", () => {
  fc.assert(
    fc.property(soup, (source) => {
      const model = parseMarkdown(source);
      const kept = model.flatMap((block) => block.runs.map((run) => run.text)).join("");
      expect(letters(kept)).toBe(letters(source));
      expect(looks(parseMarkdown(printMarkdown(model)))).toEqual(looks(model));
    }),
    { numRuns: 2_000 },
  );
});

/** Each letter with its block and its look; how a space is marked cannot be seen. */
function looks(model: readonly Block[]): readonly unknown[] {
  const shown = model.filter((each) => each.runs.some(({ text }) => text.trim() !== ""));
  return shown.flatMap((each, index) =>
    each.runs.flatMap(({ text, ...look }) => {
      const place = each.type === "item" ? `${index} ${each.level} ${each.ordered}` : index;
      return Array.from(text.replace(/[ \t\n]/g, ""), (letter) => [letter, look, place]);
    }),
  );
}

function letters(text: string): string {
  return text.replace(/[^ab😀]/gu, "");
}

const words = fc.string({ unit: fc.constantFrom("x", "y", "*", "[", "]", "(", "- ", "1.", "é", " "), minLength: 1, maxLength: 6 });
const run = fc.record(
  { text: words.map((text) => `${text.trim()}k`), bold: fc.constant(true as const), italic: fc.constant(true as const), link: fc.constant("https://e.org/a_(b)") },
  { requiredKeys: ["text"] },
) as fc.Arbitrary<Run>;
const runs = fc
  .array(run, { minLength: 1, maxLength: 5 })
  .filter((list) => list.every((each, index) => index === 0 || !looksAlike(each, list[index - 1])));
const block: fc.Arbitrary<Block> = fc.oneof(
  fc.record({ type: fc.constant("paragraph" as const), runs }) as fc.Arbitrary<Paragraph>,
  fc.record({ type: fc.constant("item" as const), level: fc.constant(1 as const), ordered: fc.boolean(), runs }) as fc.Arbitrary<Item>,
);

function looksAlike(one: Run, other: Run | undefined): boolean {
  return one.bold === other?.bold && one.italic === other?.italic && one.link === other?.link;
}

test("R1: any formatting next to any other survives printing and reading", () => {
  fc.assert(
    fc.property(fc.array(block, { maxLength: 4 }), (model) => {
      expect(parseMarkdown(printMarkdown(model))).toEqual(model);
    }),
    { numRuns: 3_000 },
  );
});

test("spaces at the edge of bold text are kept outside the marks", () => {
  const model: Block[] = [
    { type: "paragraph", runs: [{ text: "a" }, { text: " b ", bold: true }, { text: "c", link: "https://e.org" }] },
  ];
  expect(printMarkdown(model)).toBe("a **b** [c](https://e.org)");
});

test("an unclosed mark in a very long text is read without delay", () => {
  const long = "**a [a *b ".repeat(20_000);
  const started = performance.now();
  parseMarkdown(long);
  expect(performance.now() - started).toBeLessThan(3_000);
});

test("only web and e-mail addresses make a link", () => {
  expect(["https://e.org", "HTTP://e.org", "mailto:a@e.org"].every(isSafeAddress)).toBe(true);
  expect(["javascript:alert(1)", "data:text/html,x", "//e.org", "file:///x", "https://"].some(isSafeAddress)).toBe(false);
});

test("plain text has the words without the marks", () => {
  expect(plainText("**One** [two](https://e.org)\n- three")).toBe("One two\nthree");
});
