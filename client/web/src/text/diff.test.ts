import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as Y from "yjs";

import { codePoints, cutTo, splitsPair, textChange, wellFormed, writeText } from "./diff";

// Few different characters, several of them outside the basic plane with shared halves, so that overlaps are common.
const tricky = fc.string({
  unit: fc.constantFrom("a", "b", " ", "\n", "é", "e\u0301", "😀", "😁", "🙀", "👩‍👩‍👧", "\u{1D11E}"),
  maxLength: 12,
});

function applied(before: string, after: string, caret?: number): string {
  const change = textChange(before, after, caret);
  if (change === null) return before;
  return before.slice(0, change.index) + change.inserted + before.slice(change.index + change.removed);
}

describe("A7: a change never splits a surrogate pair", () => {
  test("the change gives the new text and cuts between code points", () => {
    fc.assert(
      fc.property(tricky, tricky, fc.nat(30), (before, after, caret) => {
        expect(applied(before, after, caret)).toBe(after);
        const change = textChange(before, after, caret);
        if (change === null) return;
        expect(splitsPair(before, change.index)).toBe(false);
        expect(splitsPair(before, change.index + change.removed)).toBe(false);
        expect(change.inserted).toBe(wellFormed(change.inserted));
      }),
    );
  });

  test("the change is no longer than typing a stretch into a text needs", () => {
    fc.assert(
      fc.property(tricky, tricky, tricky, (head, typed, tail) => {
        const change = textChange(head + tail, head + typed + tail);
        expect(change?.inserted.length ?? 0).toBeLessThanOrEqual(typed.length);
        expect(change?.removed ?? 0).toBe(0);
      }),
    );
  });

  test("half an emoji from outside is mended, not stored", () => {
    const text = new Y.Doc().getText("t");
    writeText(text, "ok \uD83D", "me");
    expect(text.toString()).toBe("ok \uFFFD");
  });

  test("one emoji turning into another with the same first half is replaced whole", () => {
    expect(textChange("😀", "😁")).toEqual({ index: 0, removed: 2, inserted: "😁" });
  });
});

test("a repeated letter is inserted where the caret is", () => {
  expect(textChange("aaa", "aaaa", 2)).toEqual({ index: 1, removed: 0, inserted: "a" });
  expect(textChange("aaaa", "aaa", 1)).toEqual({ index: 1, removed: 1, inserted: "" });
});

test("two people writing at once keep both their words", () => {
  fc.assert(
    fc.property(tricky, tricky, tricky, (start, one, two) => {
      const left = new Y.Doc();
      const right = new Y.Doc();
      writeText(left.getText("t"), start, "left");
      Y.applyUpdate(right, Y.encodeStateAsUpdate(left));
      writeText(left.getText("t"), one + start, "left");
      writeText(right.getText("t"), start + two, "right");
      Y.applyUpdate(right, Y.encodeStateAsUpdate(left));
      Y.applyUpdate(left, Y.encodeStateAsUpdate(right));
      expect(left.getText("t").toString()).toBe(right.getText("t").toString());
      expect(left.getText("t").length).toBe(one.length + start.length + two.length);
    }),
  );
});

test("a change is one transaction with the given origin", () => {
  const doc = new Y.Doc();
  const text = doc.getText("t");
  const origins: unknown[] = [];
  writeText(text, "one two", "me");
  doc.on("afterTransaction", (transaction: Y.Transaction) => origins.push(transaction.origin));
  writeText(text, "one three", "me");
  expect(origins).toEqual(["me"]);
});

test("lengths are counted and cut by code point", () => {
  expect(codePoints("a😀b")).toBe(3);
  expect(cutTo("a😀b", 2)).toBe("a😀");
  expect(cutTo("abc", 3)).toBe("abc");
});
