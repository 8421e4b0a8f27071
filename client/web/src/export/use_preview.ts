import { useEffect, useRef, useState } from "preact/hooks";

import { type ExportRequest, type Preview, preview as askPreview } from "./exports_api";

/** How long choices must rest before the preview is made anew, in milliseconds. */
const REST = 300;

export interface FoundPreview {
  readonly preview: Preview | null;
  readonly busy: boolean;
  readonly problem: unknown;
  /** The snapshot everything is made from, once there is one. */
  readonly snapshot: string | null;
  /** It was made from the board as it was then, and not from an older snapshot. */
  readonly isNow: boolean;
  /** Start again from the board as it is now. */
  readonly renew: () => void;
}

/** The preview of a report: one snapshot for the first and all that follow, so that preview, copy and file agree. */
export function usePreview(board: string, { layout, options, snapshot: first }: ExportRequest): FoundPreview {
  const [state, setState] = useState<Omit<FoundPreview, "renew" | "snapshot" | "isNow">>({ preview: null, busy: true, problem: null });
  const [renewals, setRenewals] = useState(0);
  const snapshot = useRef(first);
  const key = JSON.stringify([layout, options]);
  useEffect(() => {
    let isCurrent = true;
    const ask = async (): Promise<void> => {
      setState((before) => ({ ...before, busy: true, problem: null }));
      try {
        const found = await askPreview(board, { layout, options, snapshot: snapshot.current });
        if (!isCurrent) return;
        snapshot.current = found.snapshot.id;
        setState({ preview: found, busy: false, problem: null });
      } catch (problem) {
        if (isCurrent) setState((before) => ({ ...before, busy: false, problem }));
      }
    };
    const timer = setTimeout(() => void ask(), snapshot.current === first && renewals === 0 ? 0 : REST);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
    // `key` stands for layout and options, which are new objects each time.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [board, key, renewals]);
  const renew = (): void => {
    if (state.busy) return;
    snapshot.current = null;
    setRenewals((count) => count + 1);
  };
  return { ...state, isNow: first === null || renewals > 0, snapshot: state.preview?.snapshot.id ?? snapshot.current, renew };
}
