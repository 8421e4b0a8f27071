import { expect, test } from "vitest";
import { onlyOneWords, shownWords, signedWords, signingOf } from "./shown_as";

test("P9: where organisations are said, each is told that theirs may tell who they are", () => {
  expect(onlyOneWords("organisation", "Leeds Council")).toBe("If you are the only one from Leeds Council, people can tell that it is you.");
  for (const [attribution, organisation] of [["organisation", null], ["organisation", ""], ["name", "Leeds Council"], ["none", "Leeds Council"]] as const) {
    expect(onlyOneWords(attribution, organisation)).toBe("");
  }
});

const AMA = { display_name: "Ama", organisation: "Leeds Council" };
const NOBODYS = { display_name: "Ben", organisation: null };

test.each([
  ["name", AMA, "name"],
  ["organisation", AMA, "organisation"],
  ["organisation", NOBODYS, null],
  ["hat", AMA, null],
  ["none", AMA, null],
] as const)("P10: where it is attributed by %s, a card of %o is signed by %s", (attribution, who, signing) => {
  expect(signingOf(attribution, who)).toBe(signing);
});

test("P10, C4: everybody is told before they write whose name will stand there", () => {
  expect(shownWords("name", AMA)).toBe("Shown with your name, Ama.");
  expect(shownWords("organisation", NOBODYS)).toBe("Shown without any name: nobody is told who wrote it.");
  const words = "Cards are shown with your organisation’s name, not yours. If you are the only one from Leeds Council, people can tell that it is you.";
  expect(signedWords("Cards are shown", "organisation", AMA)).toBe(words);
});
