import { useEffect, useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import { useBoard } from "../app/scope";
import { completed, type Nameable, offered, type Typed, typedAt } from "./mentioning";

/** As the server has it. */
const LONGEST_TEXT = 4000;

interface Props {
  readonly id: string;
  readonly describedBy: string;
  readonly value: string;
  readonly people: readonly Nameable[];
  readonly isFirst: boolean;
  readonly onWrite: (text: string) => void;
  readonly onSend: () => void;
}

/** A text area that offers people while “@” and letters are typed: arrows choose, Enter takes, Escape leaves the letters. */
export function MentionField({ id, describedBy, value, people, isFirst, onWrite, onSend }: Props) {
  const { view, info } = useBoard();
  const field = useRef<HTMLTextAreaElement>(null);
  const caret = useRef<number | null>(null);
  const list = useId();
  const [typed, setTyped] = useState<Typed | null>(null);
  const [chosen, setChosen] = useState(0);
  const others = people.filter(({ participant }) => participant !== info.participant.id);
  const options = typed ? offered(others, typed.letters) : [];
  useLayoutEffect(() => {
    if (caret.current !== null) field.current?.setSelectionRange(caret.current, caret.current);
    caret.current = null;
  });
  // Also when those who can be mentioned are known only now.
  useEffect(() => {
    if (options.length > 0) view.announce(offerWords(options.length));
  }, [view, options.length]);
  const look = () => {
    const area = field.current;
    const now = area ? typedAt(area.value, area.selectionStart) : null;
    setTyped(now);
    setChosen(0);
  };
  const take = (person: Nameable) => {
    if (!typed) return;
    const made = completed(value, typed, person.name);
    caret.current = made.caret;
    onWrite(made.text);
    setTyped(null);
    field.current?.focus();
  };
  const onKey = (event: KeyboardEvent) => {
    const isSending = event.key === "Enter" && (event.ctrlKey || event.metaKey);
    if (isSending) onSend();
    const isTaken = isSending || (options.length > 0 && takeKey(event.key));
    if (isTaken) event.preventDefault();
  };
  const takeKey = (key: string): boolean => {
    const person = options[chosen];
    if (key === "ArrowDown") setChosen((chosen + 1) % options.length);
    else if (key === "ArrowUp") setChosen((chosen + options.length - 1) % options.length);
    else if (key === "Escape") setTyped(null);
    else if ((key === "Enter" || key === "Tab") && person) take(person);
    else return false;
    return true;
  };
  return (
    <div class="mention-field">
      <textarea
        ref={field}
        id={id}
        rows={3}
        dir="auto"
        maxLength={LONGEST_TEXT}
        value={value}
        data-first={isFirst || undefined}
        aria-describedby={describedBy}
        aria-autocomplete="list"
        aria-haspopup="listbox"
        aria-controls={options.length > 0 ? list : undefined}
        aria-activedescendant={options.length > 0 ? `${list}-${chosen}` : undefined}
        onInput={(event) => {
          onWrite(event.currentTarget.value);
          look();
        }}
        onKeyDown={onKey}
        onClick={look}
        onBlur={() => setTyped(null)}
      />
      {options.length > 0 && (
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a select would take the focus from the text
        <div role="listbox" id={list} class="mention-options" aria-label="People to mention">
          {options.map((person, index) => (
            // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- the keys are those of the text area, which keeps the focus
            <div
              key={person.participant}
              // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- as above
              role="option"
              id={`${list}-${index}`}
              aria-selected={index === chosen}
              // The text area keeps the focus.
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => take(person)}
            >
              {person.name}
            </div>
          ))}
        </div>
      )}
    </div>
  );
}

function offerWords(count: number): string {
  return `${count === 1 ? "1 person" : `${count} people`} to mention: arrow keys choose, Enter takes.`;
}
