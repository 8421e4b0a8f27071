/** That suggestions came or were decided on, as the server publishes it in the `stage` document (SPEC K4). */

import { type ReadonlySignal, signal } from "@preact/signals";
import * as Y from "yjs";

export interface SuggestionNews {
  /** How often they were changed; 0 before the first. */
  readonly turn: number;
  /** The participant who changed them last. */
  readonly by: string | null;
}

export function watchSuggestions(doc: Y.Doc): ReadonlySignal<SuggestionNews> {
  const suggestions = doc.getMap("suggestions");
  const read = (): SuggestionNews => {
    const now: unknown = suggestions.get("now");
    if (!(now instanceof Y.Map)) return { turn: 0, by: null };
    const by: unknown = now.get("by");
    return { turn: Number(now.get("turn") ?? 0), by: typeof by === "string" ? by : null };
  };
  const news = signal(read());
  suggestions.observeDeep(() => {
    news.value = read();
  });
  return news;
}
