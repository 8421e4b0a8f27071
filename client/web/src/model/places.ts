/** Finding an order key for something that is put into a list. */

import { between, NoRoom, sequence } from "./order";

/** A key for what is put at a place; `others` are new keys for the list, where it had to be numbered anew. */
export interface Numbered {
  readonly own: string;
  readonly others: readonly string[] | null;
}

/** The key that stands at index `at` of a list with these keys in order. */
export function numberAt(keys: readonly string[], at: number): Numbered {
  try {
    return { own: between(keys[at - 1] ?? null, keys[at] ?? null), others: null };
  } catch (error) {
    if (!(error instanceof NoRoom)) throw error;
    const all = sequence(keys.length + 1);
    return { own: all[at] ?? "", others: all.filter((_, index) => index !== at) };
  }
}
