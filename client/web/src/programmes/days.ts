/** Days as they are written and compared: always `2026-03-12` in data, in words on the page. */

const WORDS = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric" });
const DAY_MS = 86_400_000;

export function dayWords(day: string): string {
  return WORDS.format(new Date(`${day}T12:00:00`));
}

/** Today where this person is. */
export function today(now: Date = new Date()): string {
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

export function periodWords(starts: string, ends: string | null): string {
  return ends === null ? `from ${dayWords(starts)}` : `${dayWords(starts)} to ${dayWords(ends)}`;
}

function two(value: number): string {
  return String(value).padStart(2, "0");
}

export interface Stretch {
  /** Where it begins, and how long it is, as shares of the whole from 0 to 1. */
  readonly from: number;
  readonly span: number;
}

/** Where each period lies on a line from the first day to the last; one without an end is a single day. */
export function stretches(periods: readonly { readonly starts: string; readonly ends: string | null }[]): readonly Stretch[] {
  const numbers = periods.map(({ starts, ends }) => [dayNumber(starts), dayNumber(ends ?? starts) + 1] as const);
  const first = Math.min(...numbers.map(([from]) => from));
  const whole = Math.max(1, Math.max(...numbers.map(([, until]) => until)) - first);
  return numbers.map(([from, until]) => ({ from: (from - first) / whole, span: Math.max(0, until - from) / whole }));
}

function dayNumber(day: string): number {
  return Math.round(Date.parse(`${day}T00:00:00Z`) / DAY_MS);
}
