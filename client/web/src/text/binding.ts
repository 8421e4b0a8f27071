/** Keeps a textarea and a shared text alike, both ways, without ever disturbing what the person is typing. */

import { type ReadonlySignal, signal } from "@preact/signals";
import * as Y from "yjs";

import { LOCAL } from "../model/origin";
import type { FieldState } from "./commands";
import { codePoints, splitsPair, textChange, type TextChange, wellFormed } from "./diff";

type Delta = Y.YTextEvent["delta"];

/** Longest piece that goes out as one edit, in UTF-16 units: at three bytes a unit well under the limit of an update. */
const LONGEST_PIECE = 50_000;

function lengthOf(insert: unknown): number {
  return typeof insert === "string" ? insert.length : 1;
}

/**
 * Where `index` lies after `delta`. A "caret" stays where it is when text comes in exactly there; a "unit" is the
 * character that begins at `index`, and null when it was deleted.
 */
export function mapIndex(delta: Delta, index: number, kind: "caret"): number;
export function mapIndex(delta: Delta, index: number, kind: "unit"): number | null;
export function mapIndex(delta: Delta, index: number, kind: "caret" | "unit"): number | null {
  let before = 0;
  let after = 0;
  for (const { retain = 0, delete: gone = 0, insert } of delta) {
    const isReached = kind === "caret" ? index <= before + retain : index < before + retain;
    if (gone === 0 && isReached && (insert === undefined || kind === "caret")) return after + index - before;
    if (gone > 0 && index < before + gone) return kind === "unit" ? null : after;
    before += retain + gone;
    after += retain + (insert === undefined ? 0 : lengthOf(insert));
  }
  return after + index - before;
}

function mapAll(deltas: readonly Delta[], index: number): number {
  return deltas.reduce((at, delta) => mapIndex(delta, at, "caret"), index);
}

/** Where the units of a removed stretch are now, those that are still there, last first. */
function survivors(deltas: readonly Delta[], { index, removed }: TextChange): readonly number[] {
  const found: number[] = [];
  for (let unit = index; unit < index + removed; unit += 1) {
    const at = deltas.reduce<number | null>((now, delta) => (now === null ? null : mapIndex(delta, now, "unit")), unit);
    if (at !== null) found.push(at);
  }
  return found.toReversed();
}

/** A field shows every line break as \n; a shared text written by a program may hold \r\n. */
function asShown(raw: string): string {
  return raw.replace(/\r\n?/g, "\n");
}

function toRaw(raw: string, shown: number): number {
  let at = 0;
  for (let passed = 0; passed < shown && at < raw.length; passed += 1) at += raw.startsWith("\r\n", at) ? 2 : 1;
  return at;
}

function toShown(raw: string, at: number): number {
  return asShown(raw.slice(0, at)).length;
}

export interface BindingOptions {
  /** In code points. */
  readonly longest: number;
  readonly multiline: boolean;
}

export class TextBinding {
  private readonly value = signal("");
  private readonly excess = signal(0);
  /** The shared text as the field last showed it, edits of the field apart. */
  private base = "";
  /** Edits of others that came since, while the field could not be touched. */
  private held: Delta[] = [];
  private composing = false;
  private writing = false;

  constructor(
    readonly text: Y.Text,
    private readonly field: HTMLTextAreaElement,
    private readonly options: BindingOptions,
  ) {
    this.base = text.toString();
    this.put(asShown(this.base));
    text.observe(this.observe);
  }

  /** What the field shows now. */
  get shown(): ReadonlySignal<string> {
    return this.value;
  }

  /** By how many characters the field is too long to be saved; its text stays in the field. */
  get tooLong(): ReadonlySignal<number> {
    return this.excess;
  }

  destroy(): void {
    this.endComposition();
    this.text.unobserve(this.observe);
  }

  get state(): FieldState {
    return { value: this.field.value, start: this.field.selectionStart, end: this.field.selectionEnd };
  }

  /** Makes a change as if the person had typed it. */
  apply({ value, start, end }: FieldState): void {
    this.field.value = value;
    this.field.setSelectionRange(start, end);
    this.input();
  }

  /** Call when the person has changed the field. */
  input(): void {
    const typed = this.field.value;
    const fitting = this.options.multiline ? typed : typed.replace(/\n/g, " ");
    if (fitting !== typed) this.put(fitting);
    this.value.value = fitting;
    this.flush();
  }

  startComposition(): void {
    this.composing = true;
  }

  endComposition(): void {
    this.composing = false;
    this.flush();
  }

  /** The selection as positions that stay right while others edit. */
  selection(): readonly [Y.RelativePosition, Y.RelativePosition] {
    const { start, end } = this.state;
    const backward = this.field.selectionDirection === "backward";
    const position = (at: number) => Y.createRelativePositionFromTypeIndex(this.text, toRaw(this.base, at));
    return backward ? [position(end), position(start)] : [position(start), position(end)];
  }

  private readonly observe = (event: Y.YTextEvent, transaction: Y.Transaction): void => {
    if (this.writing) return;
    this.held.push(event.delta);
    if (this.composing || this.field.value !== asShown(this.base)) this.flush();
    else this.show(this.held, transaction.origin instanceof Y.UndoManager);
  };

  /** Writes what the person changed, and shows what others changed, unless one must wait. */
  private flush(): void {
    const value = wellFormed(this.field.value);
    const local = textChange(asShown(this.base), value, this.field.selectionEnd);
    if ((this.composing && this.held.length > 0) || this.isHalfTyped()) return;
    const excess = codePoints(value) - this.options.longest;
    const grows = local !== null && local.inserted.length > local.removed;
    this.excess.value = grows ? Math.max(0, excess) : 0;
    if (this.excess.value > 0) return;
    if (local) this.write(local);
    else if (this.held.length > 0) this.show(this.held, false);
  }

  /** Some keyboards send an emoji in two halves. */
  private isHalfTyped(): boolean {
    const { value, selectionEnd } = this.field;
    return /[\uD800-\uDBFF]$/.test(value.slice(0, selectionEnd)) && !splitsPair(value, selectionEnd);
  }

  private write(shown: TextChange): void {
    const start = toRaw(this.base, shown.index);
    const change = { ...shown, index: start, removed: toRaw(this.base, shown.index + shown.removed) - start };
    const { held } = this;
    const gone = survivors(held, change);
    const at = mapAll(held, change.index);
    this.writing = true;
    this.send(gone, at, change.inserted);
    this.writing = false;
    this.held = [];
    const caret = (index: number): number => {
      if (index <= shown.index) return mapAll(held, toRaw(this.base, index));
      const past = index - shown.index - shown.inserted.length;
      if (past <= 0) return at + index - shown.index;
      const old = toRaw(this.base, shown.index + shown.removed + past);
      return mapAll(held, old) - gone.length + shown.inserted.length;
    };
    const now = this.text.toString();
    const [from, to] = [caret(this.field.selectionStart), caret(this.field.selectionEnd)];
    this.base = now;
    if (this.field.value !== asShown(now)) this.put(asShown(now), toShown(now, from), toShown(now, to));
  }

  private send(gone: readonly number[], at: number, inserted: string): void {
    this.transact(() => {
      for (const [first, length] of stretches(gone)) this.text.delete(first, length);
      this.text.insert(at, piece(inserted, 0));
    });
    let sent = piece(inserted, 0).length;
    while (sent < inserted.length) {
      const next = piece(inserted, sent);
      const place = at + sent;
      this.transact(() => this.text.insert(place, next));
      sent += next.length;
    }
  }

  private transact(work: () => void): void {
    if (this.text.doc) this.text.doc.transact(work, LOCAL);
    else work();
  }

  /** Shows edits that are not the person's typing; after undo the caret goes to what was undone. */
  private show(deltas: readonly Delta[], undone: boolean): void {
    const now = this.text.toString();
    const place = (index: number) => toShown(now, mapAll(deltas, toRaw(this.base, index)));
    const changed = undone ? toShown(now, changeEnd(deltas)) : null;
    const [from, to] = [changed ?? place(this.field.selectionStart), changed ?? place(this.field.selectionEnd)];
    this.base = now;
    this.held = [];
    this.put(asShown(now), from, to);
  }

  private put(value: string, start = this.field.selectionStart, end = this.field.selectionEnd): void {
    const direction = this.field.selectionDirection;
    this.value.value = value;
    this.field.value = value;
    // Setting a selection moves the focus in some browsers.
    if (this.field.ownerDocument.activeElement === this.field) this.field.setSelectionRange(start, end, direction);
  }
}

function changeEnd(deltas: readonly Delta[]): number {
  let at = 0;
  let end = 0;
  for (const { retain = 0, insert } of deltas.at(-1) ?? []) {
    at += retain + (insert === undefined ? 0 : lengthOf(insert));
    if (retain === 0) end = at;
  }
  return end;
}

/** A piece of `text` from `from` on, no longer than may go out at once and not ending inside a code point. */
function piece(text: string, from: number): string {
  const end = from + LONGEST_PIECE;
  const cut = (text.codePointAt(end - 1) ?? 0) > 0xff_ff ? end - 1 : end;
  return text.slice(from, cut);
}

/** Positions given last first, as stretches given last first. */
function stretches(positions: readonly number[]): readonly (readonly [number, number])[] {
  const found: [number, number][] = [];
  for (const at of positions) {
    const last = found.at(-1);
    if (last && last[0] === at + 1) {
      last[0] = at;
      last[1] += 1;
    } else {
      found.push([at, 1]);
    }
  }
  return found;
}
