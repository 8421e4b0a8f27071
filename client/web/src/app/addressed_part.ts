/** What stands behind # in the address of a board: something on it, such as card-c1, that is opened and marked. */

import { useEffect } from "preact/hooks";
import type { EntityRoot } from "../model/types";
import { afterDrawing } from "../outline/focus";
import { goToMarked } from "./go_to";
import { markPlace } from "./marked_place";
import { type BoardScope, useBoard } from "./scope";

const PART = /^(launch|area|zone|card)-([\w-]+)$/;
const ROOTS: Readonly<Record<string, EntityRoot>> = { launch: "launches", area: "areas", zone: "zones", card: "cards" };

/** Opens what the address names; once, for the board may be drawn anew. */
export function useAddressedPart(isReady: boolean): void {
  const scope = useBoard();
  useEffect(() => {
    const opens = isReady ? opener(scope, window.location.hash.slice(1)) : null;
    if (opens === null) return;
    window.history.replaceState(null, "", window.location.pathname + window.location.search);
    opens();
  }, [scope, isReady]);
}

/** What opens the part with this name; null for a name of nothing on a board. */
export function opener(scope: BoardScope, name: string): (() => void) | null {
  if (name === "people") return () => void (scope.view.dialog.value = { name });
  if (name === "board") return () => afterDrawing(markHeader);
  const [, kind = "", id = ""] = PART.exec(name) ?? [];
  const root = ROOTS[kind];
  return root === undefined ? null : () => goToMarked(scope, { root, id });
}

/** The board's title and its purpose, which no part of the board holds. */
function markHeader(): void {
  const header = document.querySelector<HTMLElement>(".board-head");
  if (header) markPlace(header);
}
