import { expect, test } from "vitest";

import { type Happening, News } from "./news";

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
