import { useId, useLayoutEffect, useRef, useState } from "preact/hooks";

import { meantAddress } from "./commands";

interface Props {
  readonly selected: string;
  readonly onAdd: (address: string, text: string) => void;
  readonly onCancel: () => void;
}

/** Asks for the address of a link, in place. Not a form of its own: it may stand inside one. */
export function LinkForm({ selected, onAdd, onCancel }: Props) {
  const [wrong, setWrong] = useState(false);
  const address = useRef<HTMLInputElement>(null);
  const id = useId();
  useLayoutEffect(() => address.current?.focus(), []);
  const add = (): void => {
    const meant = meantAddress(address.current?.value ?? "");
    if (meant !== null) onAdd(meant, selected);
    else {
      setWrong(true);
      address.current?.focus();
    }
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== "Enter" && event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === "Escape") onCancel();
    else if (event.target === address.current) add();
    else if (event.target instanceof HTMLElement) event.target.click();
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Enter and Escape of all its parts
    <fieldset class="text-link-form" onKeyDown={onKeyDown}>
      <legend>Link</legend>
      <label for={id}>{selected === "" ? "Address of the link" : `Address for “${selected}”`}</label>
      <input
        ref={address}
        id={id}
        type="text"
        inputMode="url"
        autocomplete="off"
        aria-invalid={wrong}
        aria-describedby={wrong ? `${id}-wrong` : undefined}
      />
      {wrong && (
        <p class="text-problem" id={`${id}-wrong`} role="alert">
          That is not an address. Write one like https://example.org or name@example.org.
        </p>
      )}
      <div class="text-link-buttons">
        <button type="button" onClick={add}>
          Add the link
        </button>
        <button type="button" onClick={onCancel}>
          Cancel
        </button>
      </div>
    </fieldset>
  );
}
