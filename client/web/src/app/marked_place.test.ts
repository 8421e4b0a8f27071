import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { markNamed } from "./marked_place";

const marked = (): readonly string[] => [...document.querySelectorAll("[data-marked]")].map(({ id }) => id);

beforeEach(() => {
  Element.prototype.scrollIntoView = () => {};
  document.body.innerHTML = `
    <div id="icbs">NHS</div>
    <section id="whole"><h2 id="register-title">Register</h2><button id="within">Present</button></section>
    <button id="elsewhere">Elsewhere</button>`;
});

afterEach(() => {
  document.body.innerHTML = "";
});

test("X9: a place has the focus and is marked until the focus goes elsewhere", async () => {
  markNamed("icbs");
  expect(document.activeElement?.id).toBe("icbs");
  expect(marked()).toEqual(["icbs"]);
  document.getElementById("elsewhere")?.focus();
  await vi.waitFor(() => expect(marked()).toEqual([]));
});

test("X9: a section is found by its heading, and stays marked for who works in it", async () => {
  markNamed("register");
  expect(document.activeElement?.id).toBe("register-title");
  document.getElementById("within")?.focus();
  await new Promise((done) => setTimeout(done));
  expect(marked()).toEqual(["whole"]);
});

test("X9: what is not on the page marks nothing", () => {
  markNamed("gone");
  markNamed("");
  expect(marked()).toEqual([]);
  expect(document.activeElement).toBe(document.body);
});
