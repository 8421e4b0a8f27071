/** Marking the place that somebody was sent to, such as what a finding of a report is about. */

import { useEffect } from "preact/hooks";

/** Puts the focus on a place, or on what names it, and marks the place until the focus leaves it. */
export function markPlace(place: HTMLElement, named: HTMLElement = place): void {
  if (!place.contains(document.activeElement)) focusOn(named);
  place.dataset["marked"] = "";
  const leave = (): void => {
    // In a moment: a window that is left keeps what has its focus, and so does the mark stay.
    setTimeout(() => {
      if (place.contains(document.activeElement)) return;
      delete place.dataset["marked"];
      place.removeEventListener("focusout", leave);
    });
  };
  place.addEventListener("focusout", leave);
}

function focusOn(element: HTMLElement): void {
  if (!element.matches("a, button, input, select, textarea, [tabindex]")) element.tabIndex = -1;
  element.focus({ preventScroll: true });
  element.scrollIntoView({ block: "nearest" });
}

/** Marks what the address of the page names behind #, once `isThere` says that it is drawn. */
export function useMarkedPlace(isThere: boolean): void {
  useEffect(() => {
    if (isThere) markNamed(window.location.hash.slice(1));
  }, [isThere]);
}

/** Marks the element with this id, or the section with this heading (`register-title` for `register`), if there is one. */
export function markNamed(id: string): void {
  const place = document.getElementById(id);
  if (place) {
    markPlace(place);
    return;
  }
  const heading = document.getElementById(`${id}-title`);
  const section = heading?.closest("section");
  if (heading && section) markPlace(section, heading);
}
