import { readFileSync } from "node:fs";
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

interface Vectors {
  readonly between: readonly { readonly a: string | null; readonly b: string | null; readonly key: string }[];
  readonly no_room: readonly { readonly a: string | null; readonly b: string | null }[];
  readonly sequence: readonly { readonly n: number; readonly after: string | null; readonly keys: readonly string[] }[];
}

const vectors = JSON.parse(readFileSync("../../tests/fixtures/order_vectors.json", "utf8")) as Vectors;

it.each(vectors.between)("is made as the server makes it: between $a and $b", ({ a, b, key }) => {
  expect(between(a, b)).toBe(key);
});

it.each(vectors.no_room)("is refused as the server refuses it: between $a and $b", ({ a, b }) => {
  expect(() => between(a, b)).toThrow(NoRoom);
});

it.each(vectors.sequence)("follows as the server numbers: $n after $after", ({ n, after, keys }) => {
  expect(sequence(n, after)).toEqual(keys);
});
