import { useEffect, useState } from "preact/hooks";

/** The width below which the outline fills the screen: a phone, or a page at 400%. */
const NARROW = "(max-width: 43.75em)";

/** True on a narrow page; follows when the page is turned or zoomed. */
export function useNarrow(): boolean {
  const [isNarrow, setIsNarrow] = useState(() => matchMedia(NARROW).matches);
  useEffect(() => {
    const query = matchMedia(NARROW);
    const follow = () => setIsNarrow(query.matches);
    query.addEventListener("change", follow);
    return () => query.removeEventListener("change", follow);
  }, []);
  return isNarrow;
}
