/** What the formatting buttons and keys do to a text: pure functions from one state of the field to the next. */

export interface FieldState {
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

const INDENT = "    ";
const ITEM_START = /^([ \t]*)([-*]|([0-9]{1,3})([.)]))([ \t]+|$)/;
const DOUBLED = /^([ \t]*)([-*]|[0-9]{1,3}[.)])[ \t]+([-*]|[0-9]{1,3}[.)])[ \t]$/;
const MOST_DIGITS = 999;

function lineStart(value: string, at: number): number {
  return value.lastIndexOf("\n", at - 1) + 1;
}

function lineEnd(value: string, at: number): number {
  const end = value.indexOf("\n", at);
  return end < 0 ? value.length : end;
}

function splice(value: string, start: number, end: number, text: string): string {
  return value.slice(0, start) + text + value.slice(end);
}

/** The selection without the spaces at its ends: marks do not hold at a space. */
function tight({ value, start, end }: FieldState): readonly [number, number] {
  const text = value.slice(start, end);
  if (text.trim() === "") return [start, end];
  return [start + text.length - text.trimStart().length, end - text.length + text.trimEnd().length];
}

function starsBefore(value: string, at: number): number {
  return /\**$/.exec(value.slice(0, at))?.[0].length ?? 0;
}

function starsAfter(value: string, at: number): number {
  return /^\**/.exec(value.slice(at))?.[0].length ?? 0;
}

function isWrapped(value: string, start: number, end: number, stars: string): boolean {
  const around = Math.min(starsBefore(value, start), starsAfter(value, end));
  return stars === "**" ? around >= 2 : around === 1 || around >= 3;
}

/** Puts `stars` around the selection, or takes them away where they are; on an empty selection the caret goes between. */
export function toggleStars(state: FieldState, stars: "*" | "**"): FieldState {
  const { value } = state;
  const [start, end] = tight(state);
  const length = stars.length;
  if (isWrapped(value, start, end, stars)) {
    const bare = splice(splice(value, end, end + length, ""), start - length, start, "");
    return { value: bare, start: start - length, end: end - length };
  }
  const marked = splice(value, start, end, stars + value.slice(start, end) + stars);
  return { value: marked, start: start + length, end: end + length };
}

/** Makes the selection a link to `address`; without a selection the address is its own text. */
export function addLink(state: FieldState, address: string, text: string): FieldState {
  const shown = (text === "" ? address : text).replace(/[[\]]/g, "\\$&").replaceAll("\n", " ");
  const link = `[${shown}](${address})`;
  const end = state.start + link.length;
  return { value: splice(state.value, state.start, state.end, link), start: end, end };
}

/** The address a person meant, or null when it cannot be one: "example.org" is a web page, "a@example.org" a mail. */
export function meantAddress(typed: string): string | null {
  const address = typed.trim().replaceAll("(", "%28").replaceAll(")", "%29");
  if (/\s/.test(address) || !/\w[.:]?\w/.test(address)) return null;
  if (/^(?:https?:\/\/|mailto:)\S+$/i.test(address)) return address;
  if (/^[a-z][a-z0-9+-]*:(?!\d)/i.test(address)) return null;
  return address.includes("@") && !address.includes("/") ? `mailto:${address}` : `https://${address}`;
}

type LineEdit = (line: string, index: number) => string;

/** Edits every line that the selection touches. */
function editLines({ value, start, end }: FieldState, edit: LineEdit): FieldState {
  const from = lineStart(value, start);
  const to = lineEnd(value, Math.max(start, end > start && value[end - 1] === "\n" ? end - 1 : end));
  const lines = value.slice(from, to).split("\n");
  const edited = lines.map(edit);
  const first = (edited[0] ?? "").length - (lines[0] ?? "").length;
  const all = edited.join("\n");
  const moved = Math.max(from, start + first);
  const last = end + all.length - (to - from);
  return { value: splice(value, from, to, all), start: moved, end: Math.max(moved, last) };
}

function listLines({ value, start, end }: FieldState): readonly string[] {
  return value.slice(lineStart(value, start), lineEnd(value, end)).split("\n");
}

/** Turns the lines of the selection into items of a list, or back into text when they all are. */
export function toggleList(state: FieldState, ordered: boolean): FieldState {
  const isSame = (line: string): boolean => {
    const found = ITEM_START.exec(line);
    return found !== null && (found[3] !== undefined) === ordered;
  };
  const lines = listLines(state);
  const off = lines.every((line) => line.trim() === "" || isSame(line)) && lines.some(isSame);
  const alone = lines.length === 1;
  return editLines(state, (line, index) => {
    const [whole = "", space = ""] = ITEM_START.exec(line) ?? [];
    const text = line.slice(whole.length);
    if (off) return text;
    if (line.trim() === "" && !alone) return line;
    const marker = ordered ? `${index + 1}. ` : "- ";
    return whole === "" ? marker + line.trimStart() : space + marker + text;
  });
}

/** Puts the items of the selection one level in (only items: other text has no levels). */
export function indent(state: FieldState): FieldState {
  return editLines(state, (line) => (ITEM_START.test(line) && !/^(?: {2}|\t)/.test(line) ? INDENT + line : line));
}

/** Puts the items of the selection one level out. */
export function outdent(state: FieldState): FieldState {
  return editLines(state, (line) => line.replace(/^(?: {1,4}|\t)/, ""));
}

/** What Enter does inside a list: the next item, or the end of the list on an empty one; null elsewhere. */
export function continueList({ value, start, end }: FieldState): FieldState | null {
  const from = lineStart(value, start);
  const line = value.slice(from, lineEnd(value, start));
  const found = ITEM_START.exec(line);
  if (start !== end || found === null || start < from + found[0].length) return null;
  if (line.trim() === found[0].trim()) {
    const left = found[1] === "" ? "" : `${found[2]} `;
    const at = from + left.length;
    return { value: splice(value, from, from + line.length, left), start: at, end: at };
  }
  const [, space = "", sign = "", digits, dot = ""] = found;
  const next = digits === undefined ? sign : `${Math.min(Number(digits) + 1, MOST_DIGITS)}${dot}`;
  const inserted = `\n${space}${next} `;
  const at = start + inserted.length;
  const rest = renumbered(value.slice(lineEnd(value, start)), space, digits === undefined ? null : Number(digits) + 1);
  return { value: value.slice(0, start) + inserted + value.slice(start, lineEnd(value, start)) + rest, start: at, end: at };
}

/** What follows an item in its list, with the numbers that go on from it; deeper items and what lies after the list stay. */
function renumbered(rest: string, space: string, number: number | null): string {
  if (number === null) return rest;
  const lines = rest.split("\n");
  let last = number;
  for (const [at, line] of lines.entries()) {
    const [start = "", margin = "", , digits] = ITEM_START.exec(line) ?? [];
    const isDeeper = /^[ \t]/.test(line) && line.length - line.trimStart().length > space.length;
    if (at === 0 || isDeeper) continue;
    if (digits === undefined || margin !== space) break;
    last = Math.min(last + 1, MOST_DIGITS);
    lines[at] = start.replace(digits, String(last)) + line.slice(start.length);
  }
  return lines.join("\n");
}

/** True where a line or sentence has just been ended: undo goes back to there. */
export function endsRun({ value, start }: FieldState): boolean {
  return /(?:\n|[.?!…:][ \t])(?:[ \t]*(?:[-*]|[0-9]{1,3}[.)]) )?$/.test(value.slice(0, start));
}

/** Puts the item at the caret, or the items of the selection, a level in or out; null where Tab has nothing to move. */
export function tabbed(state: FieldState, direction: "in" | "out"): FieldState | null {
  if (!listLines(state).some((line) => ITEM_START.test(line))) return null;
  const moved = direction === "in" ? indent(state) : outdent(state);
  return moved.value === state.value ? null : moved;
}

/** What Backspace does right after a marker: a deeper item comes out, another becomes plain text; null elsewhere. */
export function unmarked(state: FieldState): FieldState | null {
  const { value, start, end } = state;
  const from = lineStart(value, start);
  const marker = ITEM_START.exec(value.slice(from, lineEnd(value, start)))?.[0] ?? "";
  if (start !== end || marker === "" || start !== from + marker.length) return null;
  const moved = outdent(state);
  return moved.value === value ? { value: splice(value, from, start, ""), start: from, end: from } : moved;
}

/** A marker typed after one that is there already: one of a kind is enough, another kind takes its place; null elsewhere. */
export function undoubled({ value, start, end }: FieldState): FieldState | null {
  const from = lineStart(value, start);
  const found = DOUBLED.exec(value.slice(from, start));
  if (start !== end || !found) return null;
  const [, space = "", there = "", typed = ""] = found;
  const left = `${space}${/\d/.test(there) === /\d/.test(typed) ? there : typed} `;
  const at = from + left.length;
  return { value: splice(value, from, start, left), start: at, end: at };
}

/** Puts pasted text in place of the selection; several blocks get lines of their own. */
export function insertPasted({ value, start, end }: FieldState, pasted: string): FieldState {
  const blocks = pasted.includes("\n") || ITEM_START.test(pasted);
  const before = value.slice(lineStart(value, start), start).trim();
  const after = value.slice(end, lineEnd(value, end)).trim();
  const isMarker = before !== "" && ITEM_START.exec(before)?.[0].trim() === before;
  const lead = blocks && before !== "" && !isMarker ? "\n\n" : "";
  const tail = blocks && after !== "" ? "\n\n" : "";
  const text = lead + pasted + tail;
  const at = start + text.length;
  return { value: splice(value, start, end, text), start: at, end: at };
}
