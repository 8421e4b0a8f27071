import { expect, test } from "vitest";
import { merged } from "./merged";

const BASE = { title: "Set 1", theme: "Access", facilitators: ["a"] };

test("G8: what I left alone is theirs, what I changed is mine", () => {
  const found = merged(BASE, { ...BASE, theme: "Connection" }, { ...BASE, title: "Set one", facilitators: ["a", "b"] });
  expect(found).toEqual({ values: { title: "Set one", theme: "Connection", facilitators: ["a", "b"] }, both: [] });
});

test("G8: what both changed stays mine, and is named", () => {
  const found = merged(BASE, { ...BASE, theme: "Mine" }, { ...BASE, theme: "Theirs" });
  expect(found).toEqual({ values: { ...BASE, theme: "Mine" }, both: ["theme"] });
});

test("G8: what both changed to the same is nobody's question", () => {
  const same = { ...BASE, facilitators: ["b"] };
  expect(merged(BASE, same, same)).toEqual({ values: same, both: [] });
});
