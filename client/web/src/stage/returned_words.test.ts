import { expect, test } from "vitest";
import { returnedWords } from "./LockedPart";

test.each([
  [["ama"], "One person who was offline had written here"],
  [["ama", "ben"], "2 people who were offline had written here"],
  [["somebody"], "Somebody who was offline had written here"],
  [["ama", "somebody"], "Somebody who was offline had written here"],
])("F7 I4 how many came from offline is said where people are named: %j", (returned, words) => {
  expect(returnedWords(returned)).toContain(words);
});
