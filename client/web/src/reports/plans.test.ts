import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { emptyPart, moved, NEW_REPORT, partId, withoutPart, withPart } from "./plans";
import type { ReportPlan } from "./types";

const plan = (...titles: readonly string[]): ReportPlan =>
  titles.reduce((found, title) => withPart(found, { ...emptyPart("words"), title }), NEW_REPORT());
const ids = ({ parts }: ReportPlan) => parts.map(({ id }) => id);

describe("a part's id", () => {
  it("says what the part is called, and tells two of one name apart", () => {
    expect(ids(plan("What we learned", "What we learned", "Où? Là!"))).toEqual(["what-we-learned", "what-we-learned-2", "ou-la"]);
    expect(partId("", NEW_REPORT())).toBe("part");
  });

  it("is one that the server takes, and that no other part has", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string(), fc.constant("a".repeat(60))), { maxLength: 8 }), (titles) => {
        const found = ids(plan(...titles));
        expect(new Set(found).size).toBe(titles.length);
        for (const id of found) expect(id).toMatch(/^[A-Za-z0-9_-]{1,40}$/);
      }),
    );
  });
});

describe("a plan", () => {
  it("keeps a part's id when its title is changed, so that references stay right", () => {
    const before = plan("One", "Two");
    const after = withPart(before, { ...emptyPart("words"), id: "two", title: "Three" });
    expect(after.parts.map(({ id, title }) => [id, title])).toEqual([["one", "One"], ["two", "Three"]]);
  });

  it("moves a part by one place, and not beyond its ends", () => {
    const three = plan("a", "b", "c");
    expect(ids(moved(three, "b", -1))).toEqual(["b", "a", "c"]);
    expect(ids(moved(three, "b", 1))).toEqual(["a", "c", "b"]);
    expect(moved(three, "a", -1)).toBe(three);
    expect(moved(three, "c", 1)).toBe(three);
    expect(moved(three, "gone", 1)).toBe(three);
  });

  it("loses only the part that is taken out", () => {
    expect(ids(withoutPart(plan("a", "b", "c"), "b"))).toEqual(["a", "c"]);
  });
});
