/** How long a note stays: it goes by itself, but never from somebody who is on it or who is not looking (WCAG 2.2.1). */

/** Long enough to read it twice and to decide; it is in the list of notes afterwards. */
export const LINGER = 45_000;

/** Calls `end` once the element was left alone, in sight, for so long; call what is returned to stop. */
export function lingering(element: HTMLElement, end: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const wait = () => {
    clearTimeout(timer);
    const isUsed = element.matches(":hover, :focus-within");
    if (!isUsed && !document.hidden) timer = setTimeout(end, LINGER);
  };
  const hold = () => clearTimeout(timer);
  // Where the focus goes is known only after it has left.
  const leave = () => queueMicrotask(wait);
  element.addEventListener("pointerenter", hold);
  element.addEventListener("focusin", hold);
  element.addEventListener("pointerleave", leave);
  element.addEventListener("focusout", leave);
  document.addEventListener("visibilitychange", wait);
  wait();
  return () => {
    clearTimeout(timer);
    element.removeEventListener("pointerenter", hold);
    element.removeEventListener("focusin", hold);
    element.removeEventListener("pointerleave", leave);
    element.removeEventListener("focusout", leave);
    document.removeEventListener("visibilitychange", wait);
  };
}
