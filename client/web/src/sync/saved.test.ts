import { describe, expect, it } from "vitest";
import { type Facts, isUnsaved, savedState, savedWords, spokenWords } from "./saved";

const FINE: Facts = {
  account: { stored: true, waiting: 0 },
  line: { open: true, failures: 0, byHttp: false, crowded: false },
  network: true,
  http: "ok",
  answers: 0,
  edits: 0,
  keeping: "kept",
  waitingTexts: 0,
  late: false,
};
const CLOSED = { open: false, failures: 1, byHttp: false, crowded: false };
const NEVER_OPEN = { open: false, failures: 3, byHttp: false, crowded: false };
const CROWDED = "Cannot connect: too many connections from your network. Close other tabs with boards; trying again";

describe("the saved state", () => {
  it.each<[string, Partial<Facts>, string]>([
    ["all stored", {}, "Saved"],
    ["all stored, and a refused text waits", { waitingTexts: 1 }, "Saved, but one text could not be: see below"],
    ["all stored, and refused texts wait", { waitingTexts: 2 }, "Saved, but 2 texts could not be: see below"],
    ["edit on its way", { account: { stored: false, waiting: 1 }, edits: 1 }, "Saving"],
    ["edit that could not be sent yet, though all before is stored", { edits: 1 }, "Saving"],
    ["edit waiting long", { account: { stored: false, waiting: 2 }, edits: 3, late: true }, "Not saved: trying again (3 edits)"],
    ["server away, HTTP up", { line: CLOSED, edits: 1 }, "Not saved: trying again (1 edit)"],
    ["no network", { line: CLOSED, http: "down", edits: 2 }, "Offline: your edits are kept on this device"],
    ["no network, and the connection has not noticed", { network: false, edits: 1 }, "Offline: your edits are kept on this device"],
    ["no network, and nothing to save", { network: false }, "Saved"],
    ["no network, and the newest edit is on its way to the device", { line: CLOSED, http: "down", edits: 1, keeping: "keeping" }, "Offline: saving on this device"],
    ["no network, no storage", { line: CLOSED, http: "down", keeping: "cannot" }, "Offline: your edits are not kept on this device, keep this page open"],
    ["server away, no storage", { line: CLOSED, edits: 1, keeping: "cannot" }, "Not saved: trying again (1 edit). Keep this page open"],
    ["first connection", { line: { open: false, failures: 0, byHttp: false, crowded: false }, http: null }, "Connecting"],
    ["connected, not caught up", { account: { stored: false, waiting: 0 } }, "Connecting"],
    ["WebSockets blocked", { line: NEVER_OPEN, answers: 3 }, "Cannot connect: your network blocks the live connection"],
    ["WebSockets blocked in the middle", { line: CLOSED, answers: 3, edits: 1 }, "Cannot connect: your network blocks the live connection"],
    ["server just back", { line: { ...CLOSED, failures: 9 }, answers: 1, edits: 1 }, "Not saved: trying again (1 edit)"],
    ["server down from the start", { line: NEVER_OPEN, http: "down" }, "Offline: your edits are kept on this device"],
    ["turned away from a crowd", { line: { ...CLOSED, crowded: true } }, CROWDED],
    ["turned away with an edit", { line: { ...CLOSED, crowded: true }, edits: 1 }, `${CROWDED}. Not saved yet: 1 edit`],
    ["about to be turned away again", { line: { ...CLOSED, open: true, crowded: true } }, CROWDED],
    ["link taken back", { http: "gone" }, "You no longer have access to this board"],
  ])("%s", (_, facts, words) => {
    expect(savedWords(savedState({ ...FINE, ...facts })).full).toBe(words);
  });

  it("warns before leaving only while edits are unsaved", () => {
    expect(isUnsaved(savedState(FINE))).toBe(false);
    expect(isUnsaved(savedState({ ...FINE, line: CLOSED, http: "down" }))).toBe(false);
    expect(isUnsaved(savedState({ ...FINE, line: CLOSED, http: "down", edits: 1 }))).toBe(true);
  });

  it.each<[string, Partial<Facts>, string | null]>([
    ["a letter on its way to the server", { account: { stored: false, waiting: 1 }, edits: 1 }, null],
    ["a letter on its way to the device", { network: false, edits: 1, keeping: "keeping" }, null],
    ["one more edit that waits", { edits: 4, late: true }, "Not saved: trying again"],
    ["the network gone", { network: false, edits: 1 }, "Offline: your edits are kept on this device"],
  ])("is said aloud when it matters: %s", (_, facts, words) => {
    expect(spokenWords(savedState({ ...FINE, ...facts }))).toBe(words);
  });
});
