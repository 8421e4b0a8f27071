import { type ReadonlySignal, signal } from "@preact/signals";
import { useEffect, useLayoutEffect, useState } from "preact/hooks";
import type { Awareness } from "y-protocols/awareness";
import type * as Y from "yjs";

import { LIMITS } from "../model/schema.gen";
import { TextBinding } from "./binding";
import { watchWriters, type Writer } from "./carets";

/** The binding of a text to a field while both are there. */
export function useBinding(text: Y.Text, field: { readonly current: HTMLTextAreaElement | null }, multiline: boolean): TextBinding | null {
  const [binding, setBinding] = useState<TextBinding | null>(null);
  useLayoutEffect(() => {
    if (!field.current) return undefined;
    const made = new TextBinding(text, field.current, { longest: LIMITS.MAX_TEXT, multiline });
    setBinding(made);
    return () => made.destroy();
  }, [text, field, multiline]);
  return binding;
}

const NOBODY: ReadonlySignal<readonly Writer[]> = signal([]);

/** Who else writes in the text; nobody where that may not be known. */
export function useWriters(awareness: Awareness | null, path: string, text: Y.Text): ReadonlySignal<readonly Writer[]> {
  const [writers, setWriters] = useState(NOBODY);
  useEffect(() => {
    setWriters(NOBODY);
    if (!awareness) return undefined;
    const [found, stop] = watchWriters(awareness, path, text);
    setWriters(found);
    return stop;
  }, [awareness, path, text]);
  return writers;
}
