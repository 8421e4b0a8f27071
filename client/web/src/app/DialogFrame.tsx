import type { ComponentChildren } from "preact";
import { useId, useLayoutEffect, useRef } from "preact/hooks";
import { Announcer } from "./Announcer";
import { isFree } from "./kept_focus";
import { wayBack } from "./way_back";

const FIRST_FIELD = ".dialog-body :is(input:not([readonly]), textarea, select, [data-first])";

interface Props {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
  readonly wide?: boolean;
  /** It is short and asks something: all of it is read out when it opens. */
  readonly question?: boolean;
}

/**
 * A modal dialog with a heading and a way out; Escape closes it and focus returns to where it was. With another title it
 * is another step of the same dialog: what had the focus may be gone, and it goes to the first field, or to the heading.
 */
export function DialogFrame({ title, onClose, children, wide = false, question = false }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const isGone = useRef(false);
  const heading = useId();
  const body = useId();
  useLayoutEffect(() => {
    const back = wayBack(document.activeElement);
    const shown = dialog.current;
    shown?.showModal();
    // Whoever opens a dialog with a field in it came to write.
    shown?.querySelector<HTMLElement>(FIRST_FIELD)?.focus();
    return () => {
      isGone.current = true;
      // While a modal dialog is on the page, nothing behind it takes the focus.
      shown?.remove();
      back();
    };
  }, []);
  useLayoutEffect(() => {
    const shown = dialog.current;
    if (isFree()) (shown?.querySelector<HTMLElement>(FIRST_FIELD) ?? shown?.querySelector("h2"))?.focus();
  }, [title]);
  return (
    <dialog
      ref={dialog}
      class={wide ? "dialog wide" : "dialog"}
      aria-labelledby={heading}
      aria-describedby={question ? body : undefined}
      onClose={() => isGone.current || onClose()}
    >
      <header class="dialog-head">
        <h2 id={heading} tabIndex={-1}>{title}</h2>
        <button type="button" class="quiet" onClick={() => dialog.current?.close()}>
          Close
        </button>
      </header>
      <div class="dialog-body" id={body}>
        {children}
      </div>
      <Announcer />
    </dialog>
  );
}
