import * as Y from "yjs";

/** One replacement: at `index`, `removed` units go and `inserted` comes. Lengths are UTF-16 units, as Y.Text counts. */
export interface TextChange {
  readonly index: number;
  readonly removed: number;
  readonly inserted: string;
}

const LONE_SURROGATE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

/** `text` with each half of a broken surrogate pair replaced by U+FFFD: a shared text may never hold one. */
export function wellFormed(text: string): string {
  return text.replace(LONE_SURROGATE, "\uFFFD");
}

function isHigh(unit: number): boolean {
  return unit >= 0xd8_00 && unit <= 0xdb_ff;
}

function isLow(unit: number): boolean {
  return unit >= 0xdc_00 && unit <= 0xdf_ff;
}

/** True when `index` lies between the two halves of one code point. */
export function splitsPair(text: string, index: number): boolean {
  return index > 0 && index < text.length && isHigh(text.charCodeAt(index - 1)) && isLow(text.charCodeAt(index));
}

function sharedStart(before: string, after: string): number {
  const most = Math.min(before.length, after.length);
  let length = 0;
  while (length < most && before.charCodeAt(length) === after.charCodeAt(length)) length += 1;
  return length;
}

function sharedEnd(before: string, after: string): number {
  const most = Math.min(before.length, after.length);
  let length = 0;
  while (length < most && before.charCodeAt(before.length - 1 - length) === after.charCodeAt(after.length - 1 - length)) {
    length += 1;
  }
  return length;
}

/** Where a change that could be at several places, `from` to `to`, is nearest to `wanted` without cutting a pair. */
function placeBetween(before: string, after: string, from: number, to: number, wanted: number): number {
  const nearest = Math.min(to, Math.max(from, wanted));
  const rest = Math.min(before.length, after.length);
  const cuts = (start: number): boolean =>
    [before, after].some((text) => splitsPair(text, start) || splitsPair(text, text.length - (rest - start)));
  const places = [nearest, nearest - 1, nearest + 1].filter((start) => start >= from && start <= to);
  return places.find((start) => !cuts(start)) ?? nearest;
}

/**
 * The smallest single replacement that turns `before` into `after`, never cutting a code point in two; null when they
 * are equal. Where several places would do ("aa" to "aaa"), it is the one that leaves the caret at `caret`.
 */
export function textChange(before: string, after: string, caret = after.length): TextChange | null {
  if (before === after) return null;
  let start = sharedStart(before, after);
  let end = sharedEnd(before, after);
  const shorter = Math.min(before.length, after.length);
  if (start + end > shorter) {
    const wanted = caret - Math.max(0, after.length - before.length);
    start = placeBetween(before, after, shorter - end, start, wanted);
    end = shorter - start;
  }
  if (splitsPair(before, start) || splitsPair(after, start)) start -= 1;
  if (splitsPair(before, before.length - end) || splitsPair(after, after.length - end)) end -= 1;
  return { index: start, removed: before.length - end - start, inserted: after.slice(start, after.length - end) };
}

/**
 * Makes `text` read `after` with one minimal change, in one transaction with `origin`. Returns the change made, or
 * null when there was nothing to do. Broken surrogate pairs in `after` are mended first.
 */
export function writeText(text: Y.Text, after: string, origin: unknown, caret?: number): TextChange | null {
  const change = textChange(text.toString(), wellFormed(after), caret);
  if (change === null) return null;
  const write = (): void => {
    if (change.removed > 0) text.delete(change.index, change.removed);
    if (change.inserted !== "") text.insert(change.index, change.inserted);
  };
  if (text.doc) text.doc.transact(write, origin);
  else write();
  return change;
}

/** `text` cut to at most `longest` code points. */
export function cutTo(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const points = Array.from(text);
  return points.length <= longest ? text : points.slice(0, longest).join("");
}

/** Length in code points, the unit of every limit. */
export function codePoints(text: string): number {
  let count = 0;
  for (let index = 0; index < text.length; index += 1) {
    if (!splitsPair(text, index)) count += 1;
  }
  return count;
}
