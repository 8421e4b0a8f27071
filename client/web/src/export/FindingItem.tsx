import type { ComponentChildren } from "preact";
import { markNamed } from "../app/marked_place";
import type { Finding } from "./exports_api";

/** What the checker found: where, what, and how to mend it; `children` lead there. */
export function FindingItem({ finding, children }: { readonly finding: Finding; readonly children: ComponentChildren }) {
  return (
    <li>
      {finding.severity === "important" && <span class="badge is-important">Important</span>} <strong>{finding.place}</strong>
      <p>{finding.problem}</p>
      <p class="hint">{finding.fix}</p>
      {children}
    </li>
  );
}

/** Leads to the place, in a new tab where it is on another page: the list of findings stays as it is. */
export function FindingLink({ finding: { address, place } }: { readonly finding: Finding }) {
  if (address === "") return null;
  const [page, id = ""] = address.split("#");
  if (page !== window.location.pathname) {
    return (
      <a href={address} target="_blank" rel="noopener">
        Go there<span class="hidden">: {place}, in a new tab</span>
      </a>
    );
  }
  const mark = (event: Event): void => {
    event.preventDefault();
    markNamed(id);
  };
  return (
    <a href={address} onClick={mark}>
      Go there<span class="hidden">: {place}</span>
    </a>
  );
}
