/** What a card is called where its text cannot be seen. */

import type { BoardModel } from "../model/board";
import { plainText } from "../text/markdown";

/** Longest name of a card, in characters. */
const LONGEST = 60;

/** The beginning of the card's text in quotation marks. */
export function cardName(model: BoardModel, id: string): string {
  const text = plainText(model.content(model.text(`cards/${id}/text`)).value).replaceAll(/\s+/g, " ").trim();
  if (text === "") return "without text";
  return text.length > LONGEST ? `“${Array.from(text).slice(0, LONGEST).join("")}…”` : `“${text}”`;
}
