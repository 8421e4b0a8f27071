/**
 * Fractional order keys, the algorithm of `board/content/order.py` (SPEC D3): a head that counts, and a tail that is a fraction.
 * Both are held alike by `tests/fixtures/order_vectors.json`.
 */

const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const LETTERS = DIGITS.slice(10);
const FIRST = "a1";

/** Longest key that the schema takes. */
export const LONGEST = 64;

/** There is no key between these two: they are equal, in the wrong order, odd, or too long. */
export class NoRoom extends Error {}

interface Ordered {
  readonly id: string;
  readonly order: string;
}

/** Sorts by order key, equal keys by id. */
export function byOrder(a: Ordered, b: Ordered): number {
  if (a.order !== b.order) return a.order < b.order ? -1 : 1;
  if (a.id === b.id) return 0;
  return a.id < b.id ? -1 : 1;
}

/** The key of something to stand between two keys; null is an open end. Throws NoRoom. */
export function between(a: string | null, b: string | null): string {
  if ((a !== null && !isKey(a)) || (b !== null && !isKey(b))) throw new NoRoom("This place in the list cannot be numbered.");
  if (a !== null && b !== null && a >= b) throw new NoRoom("There is no place between these two in the list.");
  const key = keyBetween(a, b);
  if (key.length > LONGEST) throw new NoRoom("This place in the list is full.");
  return key;
}

/** Growing keys that follow the key `after`, or the first keys of an empty list. */
export function sequence(count: number, after: string | null = null): readonly string[] {
  const keys: string[] = [];
  for (let last = after; keys.length < count; ) {
    last = between(last, null);
    keys.push(last);
  }
  return keys;
}

/** True for a well-formed key. */
export function isKey(text: string): boolean {
  const letter = text.charAt(0);
  if (letter === "" || !LETTERS.includes(letter) || [...text].some((digit) => !DIGITS.includes(digit))) return false;
  const head = headOf(text);
  return head.length === 1 + lengthOf(letter) && !head.endsWith("0") && !text.endsWith("0");
}

function keyBetween(a: string | null, b: string | null): string {
  if (a === null) return b === null ? FIRST : keyBefore(b);
  const head = headOf(a);
  if (b === null) return nextHead(head);
  if (head === headOf(b)) return head + middle(a.slice(head.length), b.slice(head.length));
  const following = nextHead(head);
  return following < b ? following : head + middle(a.slice(head.length), null);
}

function keyBefore(b: string): string {
  const head = headOf(b);
  return head < b ? head : previousHead(head);
}

function headOf(key: string): string {
  return key.slice(0, 1 + lengthOf(key.charAt(0)));
}

/** How many digits follow the first letter of a head. */
function lengthOf(letter: string): number {
  const place = LETTERS.indexOf(letter);
  return place > 25 ? place - 25 : 26 - place;
}

function nextHead(head: string): string {
  const digits = step(head.slice(1), 1);
  if (digits !== null) return head.charAt(0) + digits;
  const letter = neighbour(head.charAt(0), 1);
  return letter + "1".padStart(lengthOf(letter), "0");
}

function previousHead(head: string): string {
  const digits = step(head.slice(1), -1);
  if (digits !== null) return head.charAt(0) + digits;
  const letter = neighbour(head.charAt(0), -1);
  return letter + "z".repeat(lengthOf(letter));
}

function neighbour(letter: string, direction: 1 | -1): string {
  const found = LETTERS.charAt(LETTERS.indexOf(letter) + direction);
  if (found === "" || LETTERS.indexOf(letter) + direction < 0) throw new NoRoom("The list has no place left at its end.");
  return found;
}

/** Count the digits of a head up or down; null when that carries out of them. */
function step(digits: string, direction: 1 | -1): string | null {
  let changed = "";
  for (let place = digits.length - 1; place >= 0; place--) {
    const lowest = place === digits.length - 1 ? 1 : 0;
    const value = DIGITS.indexOf(digits.charAt(place)) + direction;
    if (value >= lowest && value < DIGITS.length) return digits.slice(0, place) + DIGITS.charAt(value) + changed;
    changed = (direction > 0 ? DIGITS.charAt(lowest) : "z") + changed;
  }
  return null;
}

function middle(a: string, b: string | null): string {
  if (b !== null) {
    const shared = sharedLength(a, b);
    if (shared > 0) return b.slice(0, shared) + middle(a.slice(shared), b.slice(shared));
  }
  const x = a === "" ? 0 : DIGITS.indexOf(a.charAt(0));
  const y = b ? DIGITS.indexOf(b.charAt(0)) : DIGITS.length;
  if (y - x > 1) return DIGITS.charAt((x + y) >> 1);
  if (b !== null && b.length > 1) return b.charAt(0);
  return DIGITS.charAt(x) + middle(a.slice(1), null);
}

/** How many leading digits of b a has too, when padded with "0"s. */
function sharedLength(a: string, b: string): number {
  const padded = a.padEnd(b.length, "0");
  let length = 0;
  while (length < b.length && padded.charAt(length) === b.charAt(length)) length++;
  return length;
}
