import { expect, test } from "vitest";
import { type CardNow, Ledger } from "./ledger";

const at = (places: Record<string, string | null>, wordless: readonly string[] = []) => (card: string): CardNow => ({
  where: places[card] ?? null,
  hasWords: !wordless.includes(card),
});

const sums = (ledger: Ledger, now: (card: string) => CardNow) => Object.fromEntries(ledger.take(now).cards);

test("what came, was changed and went is counted by place, each card once", () => {
  const ledger = new Ledger();
  ledger.noteCard("a", null, { isWritten: false });
  for (let letter = 0; letter < 9; letter += 1) ledger.noteCard("a", "goal", { isWritten: true });
  ledger.noteCard("b", "goal", { isWritten: true });
  ledger.noteCard("c", "goal", { isWritten: false });
  ledger.noteCard("d", "parking", { isWritten: false });
  expect(sums(ledger, at({ a: "goal", b: "goal", c: null, d: "goal" }))).toEqual({
    goal: { added: 2, changed: 1, gone: 1 },
    parking: { added: 0, changed: 0, gone: 1 },
  });
  expect(sums(ledger, at({ a: "goal" }))).toEqual({});
});

test("what came and went again, or moved and came back, is nothing", () => {
  const ledger = new Ledger();
  ledger.noteCard("a", null, { isWritten: true });
  ledger.noteCard("b", "goal", { isWritten: false });
  expect(sums(ledger, at({ a: null, b: "goal" }))).toEqual({});
});

test("a new card waits until something is written on it", () => {
  const ledger = new Ledger();
  ledger.noteCard("a", null, { isWritten: false });
  expect(sums(ledger, at({ a: "goal" }, ["a"]))).toEqual({});
  expect(sums(ledger, at({ a: "goal" }))).toEqual({ goal: { added: 1, changed: 0, gone: 0 } });
});

test("what this person had a hand in themselves is not news to them", () => {
  const ledger = new Ledger();
  ledger.noteCard("a", "goal", { isWritten: true });
  ledger.noteRecord("area");
  ledger.forget("a");
  ledger.forget("area");
  expect(ledger.take(at({ a: "goal" }))).toEqual({ cards: new Map(), records: [] });
});
