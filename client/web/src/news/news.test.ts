import { expect, test } from "vitest";

import type { BoardModel } from "../model/board";
import { type Happening, News, YOU } from "./news";
import { happeningWords } from "./words";

function launched(id: string): Happening {
  return { kind: "launched", part: { root: "launches", id }, who: "Ama" };
}

test("a note that is gone from the strip is still in the list, newest first", () => {
  const news = new News();
  const [first, second] = [launched("a"), launched("b")];
  news.tell(first);
  news.tell(second);
  news.close(first);
  expect(news.shown.value).toEqual([second]);
  expect(news.all.value).toEqual([second, first]);
});

test("the same happening is listed once", () => {
  const news = new News();
  news.tell(launched("a"));
  news.tell(launched("b"));
  news.tell(launched("a"));
  expect(news.all.value).toEqual([launched("a"), launched("b")]);
});

test.each([
  [[], "The cards were revealed. They are in the zone “Grid”."],
  [["a"], "The cards were revealed. They are in the zone “Grid”. 1 card there is without a place: the row or column was deleted."],
  [["a", "b"], "The cards were revealed. They are in the zone “Grid”. 2 cards there are without a place: the row or column was deleted."],
])("P8: who is told that the cards were revealed reads whether some have no place: %j", (misplaced, words) => {
  const zone = { value: { title: "Grid" } };
  const nothing = { value: undefined };
  const model = { zone: () => zone, launch: () => nothing, area: () => nothing, misplaced: () => ({ value: misplaced }) };
  const revealed: Happening = { kind: "revealed", part: { root: "zones", id: "z" } };
  expect(happeningWords(model as unknown as BoardModel, revealed)).toBe(words);
});

test("of what one did oneself only the latest is shown, and all of it is listed", () => {
  const news = new News();
  const [deleted, grouped] = [
    { kind: "deleted", part: { root: "cards", id: "c" }, who: YOU },
    { kind: "grouped", part: { root: "areas", id: "a" }, cards: ["d"] },
  ] as const;
  news.tell(launched("b"));
  news.tell(deleted);
  news.tell(grouped);
  expect(news.shown.value).toEqual([launched("b"), grouped]);
  expect(news.all.value).toEqual([grouped, deleted, launched("b")]);
});
