/** Shared texts by path, and their plain content as signals. */

import { type ReadonlySignal, signal } from "@preact/signals";
import * as Y from "yjs";

const EMPTY: ReadonlySignal<string> = signal("");

/**
 * Where a text lies: `cards/<id>/text`, `cards/<id>/fields/<key>`, `areas/<id>/record`, `zones/<id>/text` or `meta/purpose`.
 * Presence and rescue name texts by it.
 */
export type TextPath = string;

/** The shared text at a path, or undefined while there is none. */
export function textAt(doc: Y.Doc, path: TextPath): Y.Text | undefined {
  const [root, ...keys] = path.split("/");
  let found: unknown = doc.getMap(root);
  for (const key of keys) found = found instanceof Y.Map ? found.get(key) : undefined;
  return found instanceof Y.Text ? found : undefined;
}

/** Plain content of shared texts, each observed only while somebody looks. */
export class TextContents {
  private readonly signals = new WeakMap<Y.Text, ReadonlySignal<string>>();

  of(text: Y.Text | undefined): ReadonlySignal<string> {
    if (!text) return EMPTY;
    const found = this.signals.get(text);
    if (found) return found;
    const made = observed(text);
    this.signals.set(text, made);
    return made;
  }
}

function observed(text: Y.Text): ReadonlySignal<string> {
  const refresh = () => {
    content.value = plain(text);
  };
  const content = signal(plain(text), {
    watched: () => {
      refresh();
      text.observe(refresh);
    },
    unwatched: () => text.unobserve(refresh),
  });
  return content;
}

/** The text without formatting or embeds, which this schema does not use. */
export function plain(text: Y.Text): string {
  return text.toJSON();
}
