import { readFileSync } from "node:fs";

import { describe, expect, test } from "vitest";

import { pastedMarkdown, readPastedHtml } from "./paste";

function sample(name: string): string {
  return readFileSync(`src/text/samples/${name}.html`, "utf8");
}

describe("R1: a paste keeps paragraphs, bold, italic, links and lists", () => {
  test("from Word", () => {
    expect(pastedMarkdown(sample("word-desktop"), "Commissioning...")).toBe(
      [
        "**Commissioning**",
        "",
        "We agreed that **one front door** matters more than *any single service*, see the [guide](https://example.org/guide%20%282024%29). It stays.",
        "",
        "- Ask families **first**",
        "    - in their own words",
        "1. Write it down",
        "",
        "Then 2 * 3 [sic].",
      ].join("\n"),
    );
  });

  test("from Word in a browser", () => {
    expect(pastedMarkdown(sample("word-online"), "What works...")).toBe(
      "What **works**\n\n- Home visits\n    - in the evening\n1. [Write to us](mailto:hub@example.org)",
    );
  });

  test("from Google Docs, whose wrapper calls everything bold and then not", () => {
    expect(pastedMarkdown(sample("google-docs"), "Plain and strong...")).toBe(
      "Plain and ***strong***.\n\n- First\n    - Inner\n    - Innermost\n- Second",
    );
  });

  test("from a web page with lists inside items and lines inside paragraphs", () => {
    const html = `<div>One<br>two</div><ol><li>First <em>step</em><ul><li>detail</li></ul></li><li><p>Second</p><p>more</p></li></ol>
      <table><tr><th>Who</th><td>Us</td></tr></table>`;
    expect(pastedMarkdown(html, "x")).toBe(
      "One\ntwo\n\n1. First *step*\n    - detail\n2. Second\n   more\n\n**Who**\n\nUs",
    );
  });
});

describe("a hostile paste", () => {
  test("brings no script, no dangerous address and nothing hidden", () => {
    const html = `<p onclick="x()">Hi <a href="javascript:alert(1)">there</a><script>window.ran = 1</script>
      <img src="https://example.org/spy.png" onerror="window.ran = 1"><span style="display:none">secret</span></p><p>b</p>`;
    expect(pastedMarkdown(html, "")).toBe("Hi there\n\nb");
    expect("ran" in window).toBe(false);
  });

  test("a marker comment without its end loses no words", () => {
    const html = "<p style='mso-list:l0 level1 lfo1'><!--[if !supportLists]-->kept words</p>";
    expect(readPastedHtml(html)).toEqual([{ type: "item", level: 1, ordered: false, runs: [{ text: "kept words" }] }]);
  });

  test("nesting without end is read without a crash", () => {
    expect(pastedMarkdown(`${"<ul><li>".repeat(400)}deep`, "")).toBe("- deep");
  });
});

test("text without formatting is pasted as it was written", () => {
  expect(pastedMarkdown("<span>**still** marked</span>", "**still** marked")).toBe("**still** marked");
  expect(pastedMarkdown("", "•\tone\r\n•\ttwo")).toBe("- one\n- two");
  expect(pastedMarkdown("", "")).toBe("");
});
