/** How new the newest comment is, as the server publishes it in the `stage` document (SPEC C6). */

import { type ReadonlySignal, signal } from "@preact/signals";
import * as Y from "yjs";

/** The number of the newest change of the board's comments, kept up to date; 0 before the first. */
export function watchComments(doc: Y.Doc): ReadonlySignal<number> {
  const comments = doc.getMap("comments");
  const read = () => {
    const now: unknown = comments.get("now");
    return now instanceof Y.Map ? Number(now.get("revision") ?? 0) : 0;
  };
  const revision = signal(read());
  comments.observeDeep(() => {
    revision.value = read();
  });
  return revision;
}
