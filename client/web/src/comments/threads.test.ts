import { expect, test } from "vitest";
import type { Comment, Thread } from "./thread";
import { Threads } from "./threads";

const SAID: Comment = { id: "c", by: "Ann", mine: false, text: "Why?", mentions: [], day: "2026-03-12", at: null, revision: 1, deleted: false };

function thread(id: string, revision: number, ...said: readonly Partial<Comment>[]): Thread {
  const comments = said.map((each, index): Comment => Object.assign({}, SAID, { id: `${id} ${index}` }, each));
  return { id, root: "cards", place: "k", resolved: false, revision, comments };
}

function list(revision: number, ...threads: readonly Thread[]) {
  return { revision, threads, unread: [] };
}

test("C6: what changed is taken in, an older answer changes nothing", () => {
  const threads = new Threads();
  threads.take(list(3, thread("a", 1, {}), thread("b", 3, {}, {})));
  threads.takeOne(thread("a", 5, {}, { mine: true }));
  threads.take(list(4, thread("a", 4, {})));
  expect(threads.all.value.map(({ id, comments }) => [id, comments.length])).toEqual([
    ["a", 2],
    ["b", 2],
  ]);
  expect(threads.revision).toBe(4);
});

test("C6: news is what somebody else said and was not known here", () => {
  const threads = new Threads();
  const ids = (...news: readonly Thread[]) => threads.take(list(9, ...news)).map(({ id }) => id);
  expect(ids(thread("a", 1, {}))).toEqual(["a"]);
  expect(ids(thread("a", 2, {}, { mine: true }), thread("b", 3, { deleted: true }))).toEqual([]);
  expect(ids({ ...thread("a", 4, {}, { mine: true }), resolved: true })).toEqual([]);
  expect(ids(thread("a", 5, {}, { mine: true }, {}))).toEqual(["a"]);
});

test("C1: a place counts the comments of its open threads, without the deleted ones", () => {
  const threads = new Threads();
  const count = threads.countOn({ root: "cards", id: "k" });
  const other = threads.countOn({ root: "areas", id: "k" });
  threads.take(list(2, thread("a", 1, {}, { deleted: true }), thread("b", 2, {})));
  expect([count.value, other.value, threads.countOn({ root: "cards", id: "k" }).value]).toEqual([2, 0, 2]);
  threads.takeOne({ ...thread("b", 3, {}), resolved: true });
  expect(count.value).toBe(1);
});

test("C2: a thread of which all was deleted is not shown", () => {
  const threads = new Threads();
  threads.take(list(1, thread("a", 1, { deleted: true })));
  expect(threads.all.value).toEqual([]);
});
