import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { between, isKey, NoRoom, sequence } from "./order";

describe("order keys (D3)", () => {
  it("lie strictly between their neighbours, wherever one inserts", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(), { maxLength: 60 }), (places) => {
        const keys: string[] = [];
        for (const place of places) {
          const at = place % (keys.length + 1);
          keys.splice(at, 0, between(keys[at - 1] ?? null, keys[at] ?? null));
        }
        expect(keys.every(isKey)).toBe(true);
        expect(keys.toSorted((a, b) => (a < b ? -1 : 1))).toEqual(keys);
        expect(new Set(keys).size).toBe(keys.length);
      }),
    );
  });

  it("stay short at the end of a long list", () => {
    expect(sequence(10_000).at(-1)?.length).toBeLessThanOrEqual(4);
  });

  it("are refused between equal or odd neighbours", () => {
    expect(() => between("a1", "a1")).toThrow(NoRoom);
    expect(() => between("a0", null)).toThrow(NoRoom);
    expect(() => between("", "a1")).toThrow(NoRoom);
  });
});
