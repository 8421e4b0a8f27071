import { useEffect } from "preact/hooks";

/** Names the tab. */
export function useTitle(title: string | undefined): void {
  useEffect(() => {
    document.title = title ? `${title} - Manualboard` : "Manualboard";
  }, [title]);
}
