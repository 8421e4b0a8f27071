import { useEffect, useRef } from "preact/hooks";
import { cutTo, wellFormed } from "../text/diff";

interface Props {
  readonly label: string;
  readonly value: string;
  readonly longest: number;
  /** Called once with the new title (or the old one when left with Escape). */
  readonly onDone: (title: string) => void;
}

/** One line in place of a title; Enter or leaving it keeps what was written, Escape does not. */
export function TitleForm({ label, value, longest, onDone }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const left = useRef(false);
  useEffect(() => {
    input.current?.focus();
    input.current?.select();
  }, []);
  const finish = (title: string) => {
    if (left.current) return;
    left.current = true;
    onDone(cutTo(wellFormed(title.trim()), longest));
  };
  return (
    <form
      class="title-form"
      onSubmit={(event) => {
        event.preventDefault();
        finish(input.current?.value ?? value);
      }}
    >
      <input
        ref={input}
        aria-label={label}
        defaultValue={value}
        onBlur={() => finish(input.current?.value ?? value)}
        onKeyDown={(event) => {
          event.stopPropagation();
          if (event.key === "Escape") finish(value);
        }}
      />
    </form>
  );
}
