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
/** Below this, headings cannot be read on a laptop, and what does not fit is better gone through. */
const LEGIBLE = 0.4;
const MARGIN = 24;
/** The beginning of the board. */
const BEGINNING: Sight = { x: MARGIN, y: MARGIN, scale: OPENING };

/** A part of the board, in its units. */
interface Part {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export class Viewport {
  readonly sight = signal<Sight>(BEGINNING);
  private element: HTMLElement | null = null;
  private staysAt: string | null = null;

  /** The card around which the view stays, whatever is done now; null where one's own doing may move what one looks at. */
  get stayingAt(): string | null {
    return this.staysAt;
  }

  /** The element that shows the board, once it is there. */
  attach(element: HTMLElement | null): void {
    this.element = element;
  }

  /** Do something of one's own that changes the layout; what lies around this card stays where it is on the screen. */
  staying<T>(card: string, work: () => T): T {
    this.staysAt = card;
    try {
      return work();
    } finally {
      this.staysAt = null;
    }
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

  /** Show the launch that is in view, or the one nearest to it, in the middle; what lies on no launch shows with everything. */
  fit(): void {
    const launches = [...(this.element?.querySelectorAll(".launch") ?? [])];
    const nearest = launches.toSorted((a, b) => this.distanceTo(a) - this.distanceTo(b))[0];
    if (nearest) this.frame(this.boxOf(nearest), LEGIBLE);
    else this.fitAll();
  }

  /** Show everything in the middle, as far as that is possible. */
  fitAll(): void {
    const world = this.element?.querySelector<HTMLElement>(".world");
    if (world) this.frame({ left: 0, top: 0, width: world.offsetWidth, height: world.offsetHeight }, SMALLEST);
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

  /** Scale so that this part of the board is seen whole, but no smaller than `least`; then it shows from its beginning. */
  private frame({ left, top, width, height }: Part, least: number): void {
    if (!this.element) return;
    const { clientWidth, clientHeight } = this.element;
    const fitting = Math.min((clientWidth - 2 * MARGIN) / Math.max(1, width), (clientHeight - 2 * MARGIN) / Math.max(1, height));
    const scale = Math.min(OPENING, Math.max(least, fitting));
    const x = Math.max(MARGIN, (clientWidth - width * scale) / 2);
    const y = Math.max(MARGIN, (clientHeight - height * scale) / 2);
    this.sight.value = { x: x - left * scale, y: y - top * scale, scale };
  }

  /** Where an element lies on the board. */
  boxOf(element: Element): Part {
    const { scale } = this.sight.peek();
    const box = element.getBoundingClientRect();
    const [left, top] = this.toBoard([box.left, box.top]);
    return { left, top, width: box.width / scale, height: box.height / scale };
  }

  /** From the middle of the view to an element, in pixels; 0 where it lies there. */
  private distanceTo(element: Element): number {
    const [x, y] = this.middle();
    const { left, right, top, bottom } = element.getBoundingClientRect();
    return Math.hypot(Math.max(left - x, 0, x - right), Math.max(top - y, 0, y - bottom));
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
