import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import * as Y from "yjs";

import { LOCAL } from "../model/origin";
import { mapIndex, TextBinding } from "./binding";

let field: HTMLTextAreaElement;
let mine: Y.Doc;
let theirs: Y.Doc;

const OPTIONS = { longest: 1_000, multiline: true };

function join(): void {
  Y.applyUpdate(mine, Y.encodeStateAsUpdate(theirs));
  Y.applyUpdate(theirs, Y.encodeStateAsUpdate(mine));
}

function bind(start: string, options = OPTIONS): TextBinding {
  mine.transact(() => mine.getText("t").insert(0, start), LOCAL);
  join();
  const binding = new TextBinding(mine.getText("t"), field, options);
  field.focus();
  return binding;
}

function type(binding: TextBinding, text: string, at = field.value.length): void {
  field.value = field.value.slice(0, at) + text + field.value.slice(at);
  field.setSelectionRange(at + text.length, at + text.length);
  binding.input();
}

function remote(change: (text: Y.Text) => void): void {
  change(theirs.getText("t"));
  join();
}

function shared(): string {
  join();
  expect(theirs.getText("t").toString()).toBe(mine.getText("t").toString());
  return mine.getText("t").toString();
}

beforeEach(() => {
  document.body.innerHTML = "<textarea></textarea>";
  field = document.querySelector("textarea") ?? expect.fail("no field");
  mine = new Y.Doc();
  theirs = new Y.Doc();
});

test("what is typed is in the shared text at once, as an edit of this person", () => {
  const undo = new Y.UndoManager(mine.getText("t"), { trackedOrigins: new Set([LOCAL]) });
  const binding = bind("one");
  undo.clear();
  type(binding, " two");
  expect(shared()).toBe("one two");
  remote((text) => text.insert(0, "zero "));
  undo.undo();
  expect(shared()).toBe("zero one");
  expect(field.value).toBe("zero one");
});

test("others' edits keep the selection on the same words", () => {
  bind("one two three");
  field.setSelectionRange(4, 7);
  remote((text) => text.insert(0, "zero "));
  expect(field.value.slice(field.selectionStart, field.selectionEnd)).toBe("two");
  remote((text) => text.delete(0, 5));
  remote((text) => text.insert(7, "!"));
  expect([field.selectionStart, field.selectionEnd]).toEqual([4, 7]);
});

describe("while a word is composed", () => {
  test("others' edits wait, and both are kept", () => {
    const binding = bind("ab");
    binding.startComposition();
    remote((text) => text.insert(1, "REMOTE"));
    type(binding, "日本", 2);
    expect(field.value).toBe("ab日本");
    binding.endComposition();
    expect(shared()).toBe("aREMOTEb日本");
    expect(field.value).toBe("aREMOTEb日本");
    expect(field.selectionStart).toBe(field.value.length);
  });

  test("without others the word is shared as it grows", () => {
    const binding = bind("");
    binding.startComposition();
    type(binding, "に");
    expect(shared()).toBe("に");
    binding.endComposition();
    expect(shared()).toBe("に");
  });

  test("nothing others wrote inside a replaced stretch is lost", () => {
    const binding = bind("a word here");
    binding.startComposition();
    remote((text) => text.insert(4, "NEW"));
    field.value = "a term here";
    field.setSelectionRange(6, 6);
    binding.input();
    binding.endComposition();
    expect(shared()).toContain("NEW");
    expect(shared().replace("NEW", "")).toBe("a term here");
  });
});

describe("a text that is too long", () => {
  test("stays in the field, is not saved, and is saved once it is short enough", () => {
    const binding = bind("12345", { longest: 8, multiline: true });
    type(binding, "67890");
    expect(binding.tooLong.value).toBe(2);
    expect(field.value).toBe("1234567890");
    remote((text) => text.insert(0, "x"));
    expect(field.value).toBe("1234567890");
    field.value = "12345678";
    binding.input();
    expect(binding.tooLong.value).toBe(0);
    expect(shared()).toBe("x12345678");
  });

  test("may always be made shorter", () => {
    const binding = bind("1234567890", { longest: 5, multiline: true });
    field.value = "123456789";
    binding.input();
    expect(shared()).toBe("123456789");
  });
});

test("A7: an emoji that comes in two halves is shared whole", () => {
  const binding = bind("a");
  type(binding, "\uD83D");
  expect(shared()).toBe("a");
  type(binding, "\uDE00");
  expect(shared()).toBe("a😀");
});

test("a long paste goes out in pieces and arrives whole", () => {
  const binding = bind("", { longest: 100_000, multiline: true });
  const sizes: number[] = [];
  mine.on("update", (update: Uint8Array) => sizes.push(update.length));
  type(binding, `${"x"}${"😀".repeat(60_000)}`);
  expect(Math.max(...sizes)).toBeLessThan(256 * 1024);
  expect(shared()).toBe(`x${"😀".repeat(60_000)}`);
});

test("line breaks of another kind are left as they are around an edit", () => {
  const binding = bind("one\r\ntwo\r\nthree");
  expect(field.value).toBe("one\ntwo\nthree");
  type(binding, "!", 7);
  expect(shared()).toBe("one\r\ntwo!\r\nthree");
  expect(field.selectionStart).toBe(8);
});

test("a single line takes no line breaks", () => {
  const binding = bind("one", { longest: 100, multiline: false });
  type(binding, "\ntwo");
  expect(shared()).toBe("one two");
});

test("an index is carried through any edit as a shared position would be", () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, maxLength: 12 }), fc.array(fc.tuple(fc.nat(12), fc.nat(3), fc.string({ maxLength: 3 })), { maxLength: 4 }), fc.nat(12), (start, edits, at) => {
      const doc = new Y.Doc();
      const text = doc.getText("t");
      text.insert(0, start);
      const index = Math.min(at, start.length);
      const position = Y.createRelativePositionFromTypeIndex(text, index, -1);
      let mapped = index;
      text.observe((event) => {
        mapped = mapIndex(event.delta, mapped, "caret");
      });
      for (const [place, removed, inserted] of edits) {
        const from = Math.min(place, text.length);
        doc.transact(() => {
          text.delete(from, Math.min(removed, text.length - from));
          text.insert(from, inserted);
        });
      }
      expect(mapped).toBe(Y.createAbsolutePositionFromRelativePosition(position, doc)?.index);
    }),
  );
});

test("two people typing at random end with the same text and lose no letter", () => {
  const step = fc.record({ who: fc.boolean(), at: fc.nat(20), text: fc.constantFrom("a", "b", "😀", "c d"), composing: fc.boolean() });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 15 }), (steps) => {
      mine = new Y.Doc();
      theirs = new Y.Doc();
      field.value = "";
      const binding = bind("start");
      let typed = 0;
      for (const { who, at, text, composing } of steps) {
        typed += text.length;
        if (composing) binding.startComposition();
        const points = Array.from(who ? field.value : theirs.getText("t").toString());
        const place = points.slice(0, at).join("").length;
        if (who) type(binding, text, place);
        else remote((other) => other.insert(place, text));
        if (!composing) binding.endComposition();
      }
      binding.endComposition();
      expect(shared().length).toBe(5 + typed);
      expect(field.value).toBe(shared());
      binding.destroy();
    }),
  );
});
