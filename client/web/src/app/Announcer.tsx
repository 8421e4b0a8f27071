import { useRef } from "preact/hooks";
import { useAnnouncements } from "./useAnnouncements";

/**
 * What screen readers say by themselves. A dialog needs one of its own: nothing outside it is heard while it is open. What
 * was said before it opened is not said again; the same words anew are, for they are a new element each time.
 */
export function Announcer() {
  const { announced } = useAnnouncements();
  const before = useRef(announced.peek().turn);
  const { words, turn } = announced.value;
  return <output class="hidden">{turn !== before.current && <span key={turn}>{words}</span>}</output>;
}
