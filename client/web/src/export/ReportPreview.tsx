import type { RefObject } from "preact";
import { useLayoutEffect } from "preact/hooks";

import { safeFragment } from "./safe_fragment";

interface Props {
  readonly html: string;
  /** Where it is shown, for copying. */
  readonly shown: RefObject<HTMLDivElement | null>;
}

/** The report as it will read. */
export function ReportPreview({ html, shown }: Props) {
  useLayoutEffect(() => {
    shown.current?.replaceChildren(safeFragment(html));
  }, [html, shown]);
  return <div ref={shown} class="report" />;
}
