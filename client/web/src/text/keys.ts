import type { Command } from "./Toolbar";

const COMMAND_KEYS: Readonly<Record<string, Command>> = {
  b: "bold",
  i: "italic",
  k: "link",
  "]": "indent",
  "[": "outdent",
};

/** True with the key that makes commands: Ctrl, or Command on a Mac. */
export function isCommandKey(event: KeyboardEvent): boolean {
  return (event.ctrlKey || event.metaKey) && !event.altKey;
}

/** The formatting a key asks for, or null. */
export function keyCommand(event: KeyboardEvent): Command | null {
  if (!isCommandKey(event) || event.shiftKey) return null;
  return COMMAND_KEYS[event.key.toLowerCase()] ?? null;
}

/** The step of undo a key asks for, or null. */
export function undoStep(event: KeyboardEvent): "undo" | "redo" | null {
  if (!isCommandKey(event)) return null;
  const key = event.key.toLowerCase();
  if (key === "z") return event.shiftKey ? "redo" : "undo";
  return key === "y" && !event.shiftKey ? "redo" : null;
}
