import { useRef } from "preact/hooks";
import { arrowLeadsTo } from "../app/arrows";

export type Command = "bold" | "italic" | "link" | "bullets" | "numbers" | "indent" | "outdent";

interface Button {
  readonly command: Command;
  readonly word: string;
  readonly keys?: string;
}

const BUTTONS: readonly Button[] = [
  { command: "bold", word: "Bold", keys: "Control+B" },
  { command: "italic", word: "Italic", keys: "Control+I" },
  { command: "link", word: "Link", keys: "Control+K" },
  { command: "bullets", word: "Bulleted list" },
  { command: "numbers", word: "Numbered list" },
  { command: "indent", word: "Indent", keys: "Control+]" },
  { command: "outdent", word: "Outdent", keys: "Control+[" },
];

interface Props {
  readonly controls: string;
  readonly onCommand: (command: Command) => void;
}

/** The formatting buttons: one stop of the Tab key, arrows go from one to the next. */
export function Toolbar({ controls, onCommand }: Props) {
  const bar = useRef<HTMLDivElement>(null);
  const move = (event: KeyboardEvent): void => {
    const buttons = [...(bar.current?.querySelectorAll("button") ?? [])];
    const here = buttons.findIndex((button) => button === document.activeElement);
    const target = arrowLeadsTo(event.key, here, buttons.length);
    if (target === null) return;
    event.preventDefault();
    for (const [index, button] of buttons.entries()) button.tabIndex = index === target ? 0 : -1;
    buttons[target]?.focus();
  };
  return (
    // oxlint-disable-next-line jsx-a11y/interactive-supports-focus -- its buttons take the focus, one at a time
    <div ref={bar} class="text-toolbar" role="toolbar" aria-label="Formatting" aria-controls={controls} onKeyDown={move}>
      {BUTTONS.map(({ command, word, keys }, index) => (
        <button
          type="button"
          key={command}
          class={`text-button is-${command}`}
          tabIndex={index === 0 ? 0 : -1}
          aria-keyshortcuts={keys}
          title={keys === undefined ? word : `${word} (${keys.replace("Control", "Ctrl")})`}
          // The text keeps the focus and its selection when the button is pressed with a mouse or finger.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onCommand(command)}
        >
          {word}
        </button>
      ))}
    </div>
  );
}
