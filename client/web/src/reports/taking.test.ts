import { describe, expect, it, vi } from "vitest";
import type { Layout } from "../export/exports_api";
import { emptyPart } from "./plans";
import { Sources } from "./sources";
import { entriesFor, fromForm, inForm, linesOf, sinceWords } from "./taking";
import type { BoardChoices, FromBoard } from "./types";

const AREA = { layouts: [] };
const BOARD: BoardChoices = {
  title: "Integration",
  readable: true,
  areas: [
    { id: "a", title: "Housing", ...AREA },
    { id: "b", title: "Prevention", ...AREA },
  ],
  launches: [
    { id: "l", title: "What to do", layouts: ["recs_full"] },
    { id: "m", title: "Wearing hats", layouts: ["hats_section"] },
  ],
  deleted: [{ id: "c", title: "Transport", ...AREA }],
  snapshots: [
    { id: "new", label: "After lunch", at: "2026-11-26T13:00:00", unchanged: true },
    { id: "old", label: "Before lunch", at: "2026-11-25T11:00:00", unchanged: false },
  ],
};
const FOUND = { now: BOARD, content: BOARD, isSnapshotGone: false };
const AREAS = { id: "manual_section", chooses: "areas" } as Layout;
const USES = { id: "recs_full", chooses: "launches" } as Layout;

const part = (given: Partial<FromBoard>): FromBoard => ({ ...(emptyPart("board") as FromBoard), id: "p", board: "one", ...given });
const words = (given: Partial<FromBoard>, layout: Layout = AREAS, found = FOUND) => linesOf(part(given), layout, found).map((line) => line.words);

describe("what a part takes of its board", () => {
  it("is not spoken of where it is all of the board as it is", () => {
    expect(words({})).toEqual([]);
  });

  it("names the chosen areas in their order", () => {
    expect(words({ areas: ["b", "a"] })).toEqual(["2 areas: Prevention; Housing."]);
  });

  it("says what was deleted by name, and one press chooses it no more", () => {
    const [kept, gone] = linesOf(part({ areas: ["c", "a"] }), AREAS, FOUND);
    expect(kept?.words).toBe("1 area: Housing.");
    expect(gone).toMatchObject({ words: "“Transport” is not on the board any more, and is left out.", isWrong: true });
    expect(gone?.mend?.change(part({ areas: ["c", "a"] })).areas).toEqual(["a"]);
  });

  it("takes all again where nothing of what was chosen is left: choosing nothing would show nothing", () => {
    const [gone] = linesOf(part({ areas: ["c", "x"] }), AREAS, FOUND);
    expect(gone?.words).toBe("“Transport” and 1 more are not on the board any more, and are left out.");
    expect(gone?.mend?.change(part({ areas: ["c", "x"] })).areas).toBeNull();
  });

  it("does not say of a snapshot that something is not there any more, which came later", () => {
    expect(words({ snapshot: "old", areas: ["a", "c"] }).at(-1)).toBe("“Transport” is not in this snapshot of the board, and is left out.");
  });

  it("names uses of a template where the layout picks from these, and then no areas", () => {
    expect(words({ areas: ["a"], launches: ["l"] }, USES)).toEqual(["1 use of a template: What to do."]);
  });

  it("names the pinned snapshot with its day and time, and a newer one", () => {
    expect(words({ snapshot: "old" })).toEqual([
      "From the snapshot “Before lunch” of 25 November 2026 at 11:00. The board was changed since. There is a newer snapshot, “After lunch” of 26 November 2026 at 13:00.",
    ]);
    expect(words({ snapshot: "new" })).toEqual(["From the snapshot “After lunch” of 26 November 2026 at 13:00. The board has not changed since."]);
  });

  it("does not say that a board was changed that cannot be read", () => {
    const [pinned] = BOARD.snapshots;
    expect(pinned && sinceWords(pinned, { ...BOARD, readable: false })).toBe("The board itself cannot be read just now.");
  });

  it("says that a pinned snapshot is gone, and one press takes the board as it is", () => {
    const [line] = linesOf(part({ snapshot: "lost" }), AREAS, { ...FOUND, isSnapshotGone: true });
    expect(line?.isWrong).toBe(true);
    expect(line?.mend?.change(part({ snapshot: "lost" })).snapshot).toBeNull();
  });
});

describe("what can be ticked", () => {
  it("is what was chosen, in its order, and then the rest of the board", () => {
    expect(entriesFor("areas", "manual_section", BOARD, ["b"]).map(({ id }) => id)).toEqual(["b", "a"]);
    expect(entriesFor("launches", "recs_full", BOARD, null).map(({ id }) => id)).toEqual(["l"]);
  });

  it("has what is gone by the name that it had", () => {
    const titles = entriesFor("areas", "manual_section", BOARD, ["c", "x"]).map(({ title }) => title);
    expect(titles.slice(0, 2)).toEqual(["Transport (not there)", "One that is not there any more"]);
  });
});

describe("a form", () => {
  it("gives back the part that it was opened with", () => {
    const kept = part({ snapshot: "old", areas: ["a"], attribution: "none" });
    expect(fromForm(inForm(kept))).toEqual(kept);
  });

  it("keeps what was chosen of one board while another is looked at, and stores none of it for the other", () => {
    const values = { ...inForm(part({ snapshot: "old", areas: ["a"] })), board: "two" };
    expect(fromForm(values)).toMatchObject({ board: "two", snapshot: null, areas: null });
    expect(fromForm({ ...values, board: "one" })).toMatchObject({ snapshot: "old", areas: ["a"] });
  });
});

describe("boards", () => {
  it("are asked once each, one after the other, and again after a failure", async () => {
    const ask = vi.fn((board: string) => (board === "lost" ? Promise.reject(new Error("away")) : Promise.resolve(BOARD)));
    const sources = new Sources(ask);
    const [one, again] = await Promise.all([sources.of("one", null), sources.of("one", null)]);
    expect(one).toBe(again);
    expect(ask).toHaveBeenCalledTimes(1);
    await expect(sources.of("lost", null)).rejects.toThrow("away");
    await expect(sources.of("lost", null)).rejects.toThrow("away");
    expect(ask).toHaveBeenCalledTimes(3);
    expect(sources.titleOf("b")).toBe("Prevention");
  });

  it("are looked at in the pinned snapshot, and as they are where that is gone", async () => {
    const then = { ...BOARD, areas: [] };
    const sources = new Sources((_, snapshot) => Promise.resolve(snapshot === null ? BOARD : then));
    expect(await sources.of("one", "old")).toMatchObject({ now: BOARD, content: { areas: [] }, isSnapshotGone: false });
    expect(await sources.of("one", "lost")).toEqual({ now: BOARD, content: BOARD, isSnapshotGone: true });
  });
});
