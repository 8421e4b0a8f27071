/** The pictures of a part, and how its form asks for the first of them (SPEC B7). */

import type { Option } from "../programmes/EntityField";
import type { Values } from "../programmes/merged";
import type { FoundBoard } from "./sources";
import { perBoard } from "./taking";
import type { Figure, Part } from "./types";

/** No id has a star. */
export const WHOLE_BOARD = "*";

/** Of what a part may have a picture; what was chosen before stays in the list, whatever became of it. */
export function pictureOptions(found: FoundBoard | null, chosen: string | null): readonly Option[] {
  const content = found?.content;
  const known = [
    { value: WHOLE_BOARD, label: "Of the whole board" },
    ...(content?.areas ?? []).map(({ id, title }) => ({ value: id, label: `Of the area ${title}` })),
    ...(content?.launches ?? []).map(({ id, title }) => ({ value: id, label: `Of ${title}` })),
  ];
  if (chosen === null || known.some(({ value }) => value === chosen)) return known;
  const deleted = content?.deleted.find(({ id }) => id === chosen);
  return [...known, { value: chosen, label: deleted ? `Of ${deleted.title} (not on this board any more)` : "Of the part that was chosen before" }];
}

/** What the form has of the pictures of a part: of what the first is, and its caption. */
export function pictureInForm(part: Part): Values {
  if (part.kind !== "board" || part.board === "") return { picture: {}, caption: "" };
  const [first] = part.figures;
  return { picture: { [part.board]: first ? (first.of ?? WHOLE_BOARD) : null }, caption: first?.caption ?? "" };
}

/** The pictures of a part by what its form came to; those that the form does not show stay, unless none is wanted. */
export function picturesFromForm(part: Part, { board, picture, caption }: Values): readonly Figure[] {
  const chosen = perBoard<string | null>(picture)[String(board)] ?? null;
  if (chosen === null) return [];
  const others = part.kind === "board" && part.board === board ? part.figures.slice(1) : [];
  return [{ of: chosen === WHOLE_BOARD ? null : chosen, caption: String(caption ?? "") }, ...others];
}
