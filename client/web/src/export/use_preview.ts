import { useRef, useState } from "preact/hooks";

import type { Work } from "../work/told";
import { type Found, useFound } from "../work/use_found";
import { type ExportRequest, type Preview, preview as askPreview } from "./exports_api";

/** How long choices must rest before the preview is made anew, in milliseconds. */
const REST = 300;

export interface FoundPreview extends Found<Preview> {
  /** The snapshot everything is made from, once there is one. */
  readonly snapshot: string | null;
  /** It was made from the board as it was then, and not from an older snapshot. */
  readonly isNow: boolean;
  /** Start again from the board as it is now. */
  readonly renew: () => void;
}

/** The preview of a report: one snapshot for the first and all that follow, so that preview, copy and file agree. */
export function usePreview(board: string, { layout, options, snapshot: first }: ExportRequest): FoundPreview {
  const [renewals, setRenewals] = useState(0);
  const snapshot = useRef(first);
  const hasAsked = useRef(false);
  const find = async (work: Work): Promise<Preview> => {
    if (hasAsked.current) await rest(work.stopped);
    hasAsked.current = true;
    const found = await askPreview(board, { layout, options, snapshot: snapshot.current }, work);
    snapshot.current = found.snapshot.id;
    return found;
  };
  const found = useFound(find, JSON.stringify([board, layout, options, renewals]));
  const renew = (): void => {
    if (found.busy) return;
    snapshot.current = null;
    setRenewals((count) => count + 1);
  };
  return { ...found, isNow: first === null || renewals > 0, snapshot: found.value?.snapshot.id ?? snapshot.current, renew };
}

function rest(stopped: AbortSignal): Promise<void> {
  return new Promise((resolve, refuse) => {
    const timer = setTimeout(resolve, REST);
    stopped.addEventListener("abort", () => {
      clearTimeout(timer);
      refuse(new DOMException("", "AbortError"));
    });
  });
}
