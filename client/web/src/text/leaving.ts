import { useEffect, useLayoutEffect, useRef } from "preact/hooks";

/**
 * Calls `onLeave` when the focus has gone from `frame` to elsewhere on the page. After a press it waits until the press
 * is over: the page moves when an editor closes, and the button under the finger must stay there until it is let go.
 */
export function useLeaving(frame: { readonly current: HTMLElement | null }, onLeave: () => void): void {
  const latest = useRef(onLeave);
  useLayoutEffect(() => {
    latest.current = onLeave;
  });
  useEffect(() => {
    const element = frame.current;
    if (!element) return undefined;
    let isPressed = false;
    let isLeaving = false;
    const leave = (): void => {
      isLeaving = false;
      if (document.hasFocus() && element.isConnected && !element.contains(document.activeElement)) latest.current();
    };
    const press = (): void => {
      isPressed = true;
    };
    const release = (): void => {
      isPressed = false;
      // The click follows the release; the editor closes after it.
      if (isLeaving) setTimeout(leave);
    };
    const focusOut = (event: FocusEvent): void => {
      if (event.relatedTarget instanceof Node && element.contains(event.relatedTarget)) return;
      isLeaving = true;
      if (!isPressed) queueMicrotask(leave);
    };
    addEventListener("pointerdown", press, true);
    addEventListener("pointerup", release, true);
    addEventListener("pointercancel", release, true);
    element.addEventListener("focusout", focusOut);
    return () => {
      removeEventListener("pointerdown", press, true);
      removeEventListener("pointerup", release, true);
      removeEventListener("pointercancel", release, true);
      element.removeEventListener("focusout", focusOut);
    };
  }, [frame]);
}
