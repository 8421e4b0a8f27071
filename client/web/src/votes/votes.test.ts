import { expect, it } from "vitest";
import * as Y from "yjs";
import { votesOf } from "../model/votes";
import { agreementWords, bandNames, leftWords, takenPartWords, votedWords } from "./words";

const heading = (title: string) => ({ id: title, title, order: "", hint: "" });

it("V7 names the three parts of a scale", () => {
  const heat = ["Shut down", "Cool", "Able to think", "Heated", "Flooded"].map(heading);
  expect(bandNames(heat)).toEqual(["Shut down or Cool", "Able to think", "Heated or Flooded"]);
  expect(bandNames(["Left", "Both", "Right"].map(heading))).toEqual(["Left", "Both", "Right"]);
  expect(bandNames(["No", "Yes"].map(heading))).toEqual(["No", "", "Yes"]);
});

it("V1 says how many dots are left, and V3 only how many have voted", () => {
  expect([leftWords(2), leftWords(1), leftWords(0)]).toEqual(["You have 2 dots left.", "You have 1 dot left.", "You have no dots left."]);
  expect(votedWords(6, 8)).toBe("6 of 8 have taken part.");
  expect(agreementWords({ agree: 1, not_yet: 2 })).toBe("1 agrees, 0 can live with it, 2 not yet.");
});

it("X12 says how many took part, and as of when", () => {
  expect(takenPartWords({ voters: 6, ended: "2026-03-12T15:04:00.000+00:00" })).toBe("As of 12 March 2026, 6 people took part.");
  expect(takenPartWords({ voters: 1, ended: "" })).toBe("1 person took part.");
});

it("V1 reads votes, the newest first, and leaves out what was cancelled or is odd", () => {
  const doc = new Y.Doc();
  const votes = votesOf(doc);
  const put = (id: string, fields: Readonly<Record<string, unknown>>) => doc.getMap("votes").set(id, new Y.Map(Object.entries(fields)));
  put("one", { kind: "dots", root: "zones", place: "z", state: "closed", since: "2026-03-12", totals: { card: 2 }, top: ["card"] });
  put("two", { kind: "markers", root: "launches", place: "l", state: "closed", since: "2026-03-13", totals: { zone: [1, 2, 1] } });
  put("gone", { kind: "dots", root: "zones", place: "z", state: "cancelled" });
  put("odd", { kind: "shouting" });
  expect(votes.value.map(({ id }) => id)).toEqual(["two", "one"]);
  expect(votes.value[0]?.shapes).toEqual({ zone: [1, 2, 1] });
  expect(votes.value[1]).toMatchObject({ totals: { card: 2 }, top: ["card"], shapes: {} });
});
