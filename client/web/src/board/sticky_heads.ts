/** Keeps the heads of long areas and of wide and long tables in view while the board is moved: the transform rules out CSS's own sticking. */

import { effect } from "@preact/signals";
import type { Viewport } from "./viewport";

export function stickyHeads(element: HTMLElement, viewport: Viewport): () => void {
  let frame = 0;
  const update = () => {
    frame = 0;
    const { left, top } = element.getBoundingClientRect();
    const { scale } = viewport.sight.peek();
    for (const table of element.querySelectorAll<HTMLTableElement>("table[data-sticky]")) stick(table, left, top, scale);
    for (const area of element.querySelectorAll<HTMLElement>("article[data-sticky]")) stickHead(area, top, scale);
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

function stick(table: HTMLTableElement, left: number, top: number, scale: number): void {
  const box = table.getBoundingClientRect();
  const head = table.tHead?.offsetHeight ?? 0;
  const first = table.querySelector<HTMLElement>("tbody th")?.offsetWidth ?? 0;
  table.style.setProperty("--down", `${within((top - box.top) / scale, table.offsetHeight - head)}px`);
  table.style.setProperty("--right", `${within((left - box.left) / scale, table.offsetWidth - first)}px`);
}

function stickHead(area: HTMLElement, top: number, scale: number): void {
  const head = area.querySelector<HTMLElement>(":scope > header")?.offsetHeight ?? 0;
  const gone = (top - area.getBoundingClientRect().top) / scale - area.clientTop;
  area.style.setProperty("--down", `${within(gone, area.clientHeight - head)}px`);
}

function within(value: number, most: number): number {
  return Math.max(0, Math.min(value, most));
}
