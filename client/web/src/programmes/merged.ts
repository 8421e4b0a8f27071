/** Bringing together what two people changed in one form: whoever came second keeps their own fields (SPEC G8). */

export type Values = Readonly<Record<string, unknown>>;

export interface Merged {
  readonly values: Values;
  /** Fields that both changed, each to something else; what is in `values` is mine. */
  readonly both: readonly string[];
}

/** `base` is what both began with. */
export function merged(base: Values, mine: Values, theirs: Values): Merged {
  const fields = Object.keys(mine);
  const changed = fields.filter((field) => !isSame(mine[field], base[field]));
  const both = changed.filter((field) => !isSame(theirs[field], base[field]) && !isSame(theirs[field], mine[field]));
  return { values: { ...theirs, ...Object.fromEntries(changed.map((field) => [field, mine[field]])) }, both };
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
