import type { ComponentChildren } from "preact";
import { useId, useLayoutEffect, useRef } from "preact/hooks";
import { wayBack } from "./way_back";

const FIRST_FIELD = ".dialog-body :is(input:not([readonly]), textarea, select)";

interface Props {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
  readonly wide?: boolean;
}

/** A modal dialog with a heading and a way out; Escape closes it and focus returns to where it was. */
export function DialogFrame({ title, onClose, children, wide = false }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useLayoutEffect(() => {
    const back = wayBack(document.activeElement);
    const shown = dialog.current;
    shown?.showModal();
    // Whoever opens a dialog with a field in it came to write.
    shown?.querySelector<HTMLElement>(FIRST_FIELD)?.focus();
    return () => {
      // While a modal dialog is on the page, nothing behind it takes the focus.
      shown?.remove();
      back();
    };
  }, []);
  return (
    <dialog ref={dialog} class={wide ? "dialog wide" : "dialog"} aria-labelledby={heading} onClose={onClose}>
      <header class="dialog-head">
        <h2 id={heading}>{title}</h2>
        <button type="button" class="quiet" onClick={() => dialog.current?.close()}>
          Close
        </button>
      </header>
      <div class="dialog-body">{children}</div>
    </dialog>
  );
}
