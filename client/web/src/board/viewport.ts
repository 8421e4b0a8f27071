/** Which part of the board is in sight: a shift and a scale, kept by CSS transform and never in the document. */

import { signal } from "@preact/signals";
import type { Point } from "../model/types";

export interface Sight {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

/** At this a board of ten launches, or areas with a hundred cards below each other, still fits a laptop. */
export const SMALLEST = 0.05;
export const LARGEST = 2;
const STEP = 1.25;
/** The scale at which a board opens: the text of cards is 16 px high. */
const OPENING = 1;
/** Below this, text of cards is under 13 px high. */
const READABLE = 0.8;
const MARGIN = 24;
/** The beginning of the board. */
const BEGINNING: Sight = { x: MARGIN, y: MARGIN, scale: OPENING };

export class Viewport {
  readonly sight = signal<Sight>(BEGINNING);
  private element: HTMLElement | null = null;

  /** The element that shows the board, once it is there. */
  attach(element: HTMLElement | null): void {
    this.element = element;
  }

  pan(x: number, y: number): void {
    const { x: left, y: top, scale } = this.sight.peek();
    this.sight.value = { x: left + x, y: top + y, scale };
  }

  /** Scale to `scale`, keeping the point of the screen under it where it is (the middle when not given). */
  zoomTo(scale: number, at: Point = this.middle()): void {
    const sight = this.sight.peek();
    const next = Math.min(LARGEST, Math.max(SMALLEST, scale));
    const [x, y] = this.inside(at);
    const ratio = next / sight.scale;
    this.sight.value = { x: x - (x - sight.x) * ratio, y: y - (y - sight.y) * ratio, scale: next };
  }

  larger(): void {
    this.zoomTo(this.sight.peek().scale * STEP);
  }

  smaller(): void {
    this.zoomTo(this.sight.peek().scale / STEP);
  }

  /** The board's own units under a point of the screen. */
  toBoard([x, y]: Point): Point {
    const { x: left, y: top, scale } = this.sight.peek();
    const [insideX, insideY] = this.inside([x, y]);
    return [(insideX - left) / scale, (insideY - top) / scale];
  }

  /** Show the beginning, at a scale at which it can be read. */
  begin(): void {
    this.sight.value = BEGINNING;
  }

  /** Show everything, as far as that is possible. */
  fit(): void {
    const world = this.element?.querySelector<HTMLElement>(".world");
    if (!this.element || !world) return;
    const wide = (this.element.clientWidth - 2 * MARGIN) / Math.max(1, world.offsetWidth);
    const high = (this.element.clientHeight - 2 * MARGIN) / Math.max(1, world.offsetHeight);
    this.sight.value = { ...BEGINNING, scale: Math.min(OPENING, Math.max(SMALLEST, Math.min(wide, high))) };
  }

  /** Bring the part with this id into sight, large enough to be read, and put the focus on it unless told otherwise. */
  show(id: string, { focus = true }: { readonly focus?: boolean } = {}): void {
    const part = document.getElementById(id);
    if (!part || !this.element) return;
    const box = part.getBoundingClientRect();
    const [x, y] = this.toBoard([box.left, box.top]);
    const chosen = this.sight.peek().scale;
    const scale = chosen < READABLE ? OPENING : chosen;
    this.sight.value = { x: MARGIN - x * scale, y: MARGIN - y * scale, scale };
    if (focus) part.focus({ preventScroll: true });
  }

  private middle(): Point {
    const box = this.element?.getBoundingClientRect();
    return box ? [box.left + box.width / 2, box.top + box.height / 2] : [0, 0];
  }

  private inside([x, y]: Point): Point {
    const box = this.element?.getBoundingClientRect();
    return [x - (box?.left ?? 0), y - (box?.top ?? 0)];
  }
}
