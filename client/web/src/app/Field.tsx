import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";

interface Props {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  readonly optional?: boolean;
  readonly children: (described: { readonly id: string; readonly "aria-describedby": string; readonly "aria-invalid": boolean }) => ComponentChildren;
}

/** A labelled input with its hint and its error, which screen readers hear with it. */
export function Field({ label, hint = "", error = "", optional = false, children }: Props) {
  const id = useId();
  const hints = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  return (
    <div class={error ? "field wrong" : "field"}>
      <label for={id}>
        {label}
        {optional && <span class="optional"> (optional)</span>}
      </label>
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error && (
        <p class="error" id={`${id}-error`}>
          {error}
        </p>
      )}
      {children({ id, "aria-describedby": hints, "aria-invalid": error !== "" })}
    </div>
  );
}
