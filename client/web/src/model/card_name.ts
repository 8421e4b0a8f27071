/** What a card is called where its text cannot be seen. */

import { plainText } from "../text/markdown";
import type { BoardModel } from "./board";

/** Longest name of a card, in characters. */
const LONGEST = 60;

/** The beginning of the card's text in quotation marks. */
export function cardName(model: BoardModel, id: string): string {
  const text = plainText(model.content(model.text(`cards/${id}/text`)).value).replaceAll(/\s+/g, " ").trim();
  if (text === "") return "without text";
  const letters = Array.from(text);
  return letters.length > LONGEST ? `“${letters.slice(0, LONGEST).join("")}…”` : `“${text}”`;
}
