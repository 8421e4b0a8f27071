import { expect, test } from "vitest";
import { beginningWith } from "./todays_roles";

test("F10: the launch whose phase is on comes first, the others in their order behind it", () => {
  const all = [["new", 3], ["on", 2], ["old", 1]] as const;
  expect(beginningWith("on", all).map(([id]) => id)).toEqual(["on", "new", "old"]);
  expect(beginningWith(null, all)).toEqual(all);
});
