/** Where on the picture nothing may tell who points or drags (SPEC I4): in frames that carry `data-silent`. */

import { namesNobody } from "../model/attribution";
import type { BoardModel } from "../model/board";
import type { Point } from "../model/types";
import type { Viewport } from "./viewport";

interface Picture {
  readonly model: BoardModel;
  readonly viewport: Viewport;
}

/** Whether a point, in the board's own units, lies where nobody is named. */
export function isSilentAt(viewport: Viewport, [x, y]: Point): boolean {
  return [...document.querySelectorAll("[data-silent]")].some((frame) => {
    const { left, top, width, height } = viewport.boxOf(frame);
    return x >= left && x <= left + width && y >= top && y <= top + height;
  });
}

/** Whether nothing may tell who drags a card at a point: it belongs where nobody is named, or is carried over such a place. */
export function isDragSilent({ model, viewport }: Picture, card: string, at: Point): boolean {
  return namesNobody(model, { root: "cards", id: card }) || isSilentAt(viewport, at);
}
