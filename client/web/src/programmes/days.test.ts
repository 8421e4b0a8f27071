import { expect, test } from "vitest";
import { periodWords, stretches, today } from "./days";

test("a phase lies where its days are", () => {
  const found = stretches([
    { starts: "2024-01-01", ends: "2024-01-10" },
    { starts: "2024-01-11", ends: "2024-01-20" },
    { starts: "2024-01-20", ends: null },
  ]);
  expect(found).toEqual([
    { from: 0, span: 0.5 },
    { from: 0.5, span: 0.5 },
    { from: 0.95, span: 0.05 },
  ]);
});

test("a phase that ends before it begins has no length, and no phase is no line", () => {
  expect(stretches([{ starts: "2024-01-02", ends: "2023-12-01" }])).toEqual([{ from: 0, span: 0 }]);
  expect(stretches([])).toEqual([]);
});

test("days are in words", () => {
  expect(periodWords("2023-06-01", "2024-06-30")).toBe("1 June 2023 to 30 June 2024");
  expect(periodWords("2023-06-01", null)).toBe("from 1 June 2023");
  expect(today(new Date(2024, 0, 5, 23, 59))).toBe("2024-01-05");
});
