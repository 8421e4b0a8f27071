import { describe, expect, it } from "vitest";
import { pictureInForm, pictureOptions, picturesFromForm, WHOLE_BOARD } from "./picturing";
import { emptyPart } from "./plans";
import type { BoardChoices, Figure, FromBoard } from "./types";

const part = (...figures: readonly Figure[]): FromBoard => ({ ...(emptyPart("board") as FromBoard), id: "p", board: "b", figures });
const area = { id: "a", title: "Prevention", layouts: [] };
const found = (deleted: BoardChoices["deleted"] = []) => {
  const content = { title: "Ours", readable: true, areas: [area], launches: [{ ...area, id: "l", title: "Grid" }], deleted, snapshots: [] };
  return { now: content, content, isSnapshotGone: false };
};

const labels = (...given: Parameters<typeof pictureOptions>) => pictureOptions(...given).map(({ label }) => label);

describe("B7: the pictures of a part in its form", () => {
  it("come back as they were where nothing is changed", () => {
    for (const figures of [[], [{ of: null, caption: "All" }], [{ of: "a", caption: "" }, { of: "z", caption: "Second" }]]) {
      const before = part(...figures);
      expect(picturesFromForm(before, { board: "b", ...pictureInForm(before) })).toEqual(figures);
    }
  });

  it("begin with the chosen one, and keep those that the form does not show", () => {
    const two = part({ of: "a", caption: "" }, { of: "z", caption: "Second" });
    const values = { board: "b", picture: { b: WHOLE_BOARD }, caption: "First" };
    expect(picturesFromForm(two, values)).toEqual([{ of: null, caption: "First" }, { of: "z", caption: "Second" }]);
    expect(picturesFromForm(two, { ...values, picture: { b: null } })).toEqual([]);
  });

  it("are not taken along to another board", () => {
    const two = part({ of: "a", caption: "" }, { of: "z", caption: "Second" });
    expect(picturesFromForm(two, { board: "other", picture: { b: "a" }, caption: "" })).toEqual([]);
    const whole = { board: "other", picture: { b: "a", other: WHOLE_BOARD }, caption: "" };
    expect(picturesFromForm(two, whole)).toEqual([{ of: null, caption: "" }]);
  });

  it("are asked about in an old draft as where there was none", () => {
    expect(picturesFromForm(part(), { board: "b", picture: true })).toEqual([]);
  });
});

describe("B7: of what there may be a picture", () => {
  it("is the board, its areas and the uses of templates on it", () => {
    expect(labels(found(), null)).toEqual(["Of the whole board", "Of the area Prevention", "Of Grid"]);
    expect(labels(null, null)).toEqual(["Of the whole board"]);
  });

  it("is also what was chosen before, whatever became of it", () => {
    expect(labels(found(), "z").at(-1)).toBe("Of the part that was chosen before");
    expect(labels(null, "a").at(-1)).toBe("Of the part that was chosen before");
    expect(labels(found([{ ...area, id: "z", title: "Housing" }]), "z").at(-1)).toBe("Of Housing (not on this board any more)");
  });
});
