import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { useAnnouncements } from "./useAnnouncements";
import type { Task } from "./useTask";

/** What takes longer than this is said aloud, too, in milliseconds: of what is done at once, that it is done is enough. */
const SPOKEN_AFTER = 1_500;

interface Props {
  readonly task: Pick<Task, "busy">;
  /** What the button says while it is being done, such as “Saving…”. */
  readonly during: string;
  readonly children: ComponentChildren;
  /** Without it, the button sends its form. */
  readonly onPress?: () => void;
  readonly class?: string;
}

/** The button of one thing at a time. While it is being done it says so, and keeps the focus; another press is not taken. */
export function TaskButton({ task: { busy }, during, children, onPress, ...look }: Props) {
  const announcements = useAnnouncements();
  useEffect(() => {
    if (!busy) return undefined;
    const timer = setTimeout(() => announcements.announce(during), SPOKEN_AFTER);
    return () => clearTimeout(timer);
  }, [busy, during, announcements]);
  return (
    <button {...look} type={onPress ? "button" : "submit"} aria-disabled={busy} onClick={onPress}>
      {busy ? during : children}
    </button>
  );
}
