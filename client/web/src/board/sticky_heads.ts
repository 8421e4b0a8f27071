/** Keeps the heads of long areas and of wide and long tables in view while the board is moved: the transform rules out CSS's own sticking. */

import { effect } from "@preact/signals";
import type { Viewport } from "./viewport";

export function stickyHeads(element: HTMLElement, viewport: Viewport): () => void {
  let frame = 0;
  const update = () => {
    frame = 0;
    const corner = element.getBoundingClientRect();
    const { scale } = viewport.sight.peek();
    const tables = [...element.querySelectorAll<HTMLTableElement>("table[data-sticky]")];
    const areas = [...element.querySelectorAll<HTMLElement>("article[data-sticky]")];
    // All is measured before anything moves, so that the browser lays out once.
    const shifts = [...tables.flatMap((table) => ofTable(table, corner, scale)), ...areas.flatMap((area) => ofArea(area, corner, scale))];
    for (const [head, property, value] of shifts) shift(head, property, value);
  };
  const stop = effect(() => {
    void viewport.sight.value;
    frame ||= requestAnimationFrame(update);
  });
  return () => {
    cancelAnimationFrame(frame);
    stop();
  };
}

/** How far a head lies from where it would be, in the board's units. */
type Shift = readonly [head: HTMLElement, property: "--down" | "--right", value: number];

function ofTable(table: HTMLTableElement, { left, top }: DOMRect, scale: number): readonly Shift[] {
  const box = table.getBoundingClientRect();
  const head = table.tHead;
  const firsts = [...table.querySelectorAll<HTMLElement>("tbody th")];
  const down = within((top - box.top) / scale, table.offsetHeight - (head?.offsetHeight ?? 0));
  const right = within((left - box.left) / scale, table.offsetWidth - (firsts[0]?.offsetWidth ?? 0));
  return [...(head ? [[head, "--down", down] as const] : []), ...firsts.map((first) => [first, "--right", right] as const)];
}

function ofArea(area: HTMLElement, { top }: DOMRect, scale: number): readonly Shift[] {
  const head = area.querySelector<HTMLElement>(":scope > header");
  if (!head) return [];
  const gone = (top - area.getBoundingClientRect().top) / scale - area.clientTop;
  return [[head, "--down", within(gone, area.clientHeight - head.offsetHeight)]];
}

function shift(head: HTMLElement, property: string, value: number): void {
  const wanted = `${value}px`;
  if (head.style.getPropertyValue(property) !== wanted) head.style.setProperty(property, wanted);
}

function within(value: number, most: number): number {
  return Math.max(0, Math.min(value, most));
}
