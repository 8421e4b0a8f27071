import { beforeEach, describe, expect, test } from "vitest";
import { Drafts } from "./drafts";

const FULL = {
  getItem: () => null,
  removeItem: () => undefined,
  setItem: () => {
    throw new DOMException("full", "QuotaExceededError");
  },
} as unknown as Storage;

beforeEach(() => localStorage.clear());

describe("words that are typed and not sent", () => {
  test("are there again in another tab, until they are sent", () => {
    new Drafts("board ama").keep("hat", "I am tired");
    expect(new Drafts("board ama").at("hat")?.value).toBe("I am tired");
    new Drafts("board ama").drop("hat");
    expect(new Drafts("board ama").at("hat")).toBeNull();
  });

  test("belong to one person, one board and one form", () => {
    new Drafts("board ama").keep("hat", "I am tired");
    expect(new Drafts("board ben").at("hat")).toBeNull();
    expect(new Drafts("other ama").at("hat")).toBeNull();
    expect(new Drafts("board ama").at("hat 2")).toBeNull();
  });

  test("S7: are sent under one name as long as they are the same words", () => {
    const drafts = new Drafts("board ama");
    const { request } = drafts.keep("hat", "I am tired");
    expect(new Drafts("board ama").at("hat")?.request).toBe(request);
    expect(drafts.keep("hat", "I am tired, too").request).not.toBe(request);
  });

  test.each([["full", FULL], ["switched off", null]])("are kept in the tab where the storage is %s", (_, storage) => {
    const drafts = new Drafts("board ama", storage);
    drafts.keep("hat", "I am tired");
    expect(drafts.at("hat")?.value).toBe("I am tired");
    drafts.drop("hat");
    expect(drafts.at("hat")).toBeNull();
  });

  test("what cannot be read is no draft", () => {
    localStorage.setItem("manualboard draft board ama hat", "{");
    expect(new Drafts("board ama").at("hat")).toBeNull();
  });
});
