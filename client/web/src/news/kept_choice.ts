/** Whether what others write is summed up aloud: the choice of who uses this device. */

import { browserStorage } from "../sync/unsent";

const KEY = "manualboard says changes";

/** True unless it was switched off here. */
export function keptChoice(storage: Storage | null = browserStorage()): boolean {
  return storage?.getItem(KEY) !== "off";
}

/** Keep it for the next time on this device. */
export function keepChoice(choice: "on" | "off", storage: Storage | null = browserStorage()): void {
  try {
    storage?.setItem(KEY, choice);
  } catch {
    // Storage may be full: the choice holds until the page is closed.
  }
}
