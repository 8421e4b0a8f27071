import { expect, it } from "vitest";
import { ringLayout } from "./ring_layout";

it.each([1, 4, 9, 10, 11, 20])("places %i hats around a free middle, none on another", (count) => {
  const { high, places } = ringLayout(count);
  expect(places).toHaveLength(count);
  expect(new Set(places.map(String)).size).toBe(count);
  for (const [column, row] of places) {
    expect(column === 1 || column === 4 || row === 1 || row === high).toBe(true);
    expect(row).toBeLessThanOrEqual(high);
  }
});
