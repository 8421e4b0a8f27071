import { beforeEach, expect, test } from "vitest";
import { forgetLinks, isThisComputerOnly, KeptLinks, linkAt } from "./kept_links";

const LINK = { id: "i", url: "http://old.example/join#secret" };

beforeEach(() => localStorage.clear());

test("a link is there again for the same person and role, until somebody signs out", () => {
  new KeptLinks("board faye").keep("edit", LINK);
  expect(new KeptLinks("board faye").of("edit")).toEqual(LINK);
  expect(new KeptLinks("board faye").of("view")).toBeNull();
  expect(new KeptLinks("board ama").of("edit")).toBeNull();
  forgetLinks();
  expect(new KeptLinks("board faye").of("edit")).toBeNull();
});

test("what cannot be read is no link", () => {
  for (const text of ["{", "null", '{"id": "i", "url": "no address"}']) {
    localStorage.setItem("manualboard link board faye edit", text);
    expect(new KeptLinks("board faye").of("edit")).toBeNull();
  }
});

test("a link has the address that the server has now", () => {
  expect(linkAt("https://board.example.org", LINK)).toBe("https://board.example.org/join#secret");
});

test.each([
  ["http://localhost:8000", true],
  ["http://127.0.0.1:8000", true],
  ["http://[::1]:8000", true],
  ["http://192.168.1.20:8000", false],
  ["https://localhost.example.org", false],
])("%s works on this computer alone: %s", (address, expected) => {
  expect(isThisComputerOnly(address)).toBe(expected);
});
