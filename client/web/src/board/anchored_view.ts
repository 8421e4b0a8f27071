/** Keeps what this person looks at or writes in where it is on the screen, while others change the layout around it. */

import { effect } from "@preact/signals";
import type * as Y from "yjs";
import { drawnCard } from "../app/drawn_card";
import type { BoardScope } from "../app/scope";
import type { Point } from "../model/types";
import { isInSight, middle } from "./in_sight";
import { isWriting } from "./pan_zoom";
import type { Viewport } from "./viewport";

/** An element with its place on the board, in the board's units. */
interface Spot {
  readonly element: Element;
  readonly at: Point;
}

/** Beginnings of whole parts: they stay where they are when something in them grows. */
const PARTS = ".launch, .zone, .area";

/** How soon after the view moved what is held is chosen again, in milliseconds. */
const SIGHT_PACE = 200;

/** Movements below this, in board units, come from rounding. */
const STILL = 0.5;

export function anchoredView(element: HTMLElement, { model, viewport }: BoardScope): () => void {
  const world = element.querySelector<HTMLElement>(".world");
  if (!world) return () => undefined;
  /** What is held, and what it lies in, from the inside out: the first that is still there counts. */
  let spots: readonly Spot[] = [];
  let frame = 0;
  let rest: ReturnType<typeof setTimeout> | undefined;
  let isOwn = false;
  let hasMoved = false;
  const measure = (chain: readonly Element[]) => {
    spots = chain.map((each) => spotOf(each, world, viewport));
  };
  const held = () => spots.map((spot) => spot.element);
  /** Hold what is looked at now. */
  const hold = () => {
    hasMoved = false;
    measure(anchor(element, world) ?? held());
  };
  // Before the next paint; one measurement, however much has changed.
  const settle = () => {
    cancelAnimationFrame(frame);
    frame = 0;
    // What somebody does to a card themselves may move it; typing does not.
    const isLeft = isOwn && !isWriting(document.activeElement);
    if (!isLeft) follow(spots, world, viewport);
    isOwn = false;
    if (isLeft || hasMoved || spots[0]?.element.isConnected !== true) hold();
    else measure(held());
  };
  const soon = () => {
    frame ||= requestAnimationFrame(settle);
  };
  const onRest = () => {
    rest = undefined;
    hasMoved = true;
    soon();
  };
  const onBefore = () => {
    if (viewport.stayingAt === null) return;
    const card = world.querySelector(drawnCard(viewport.stayingAt));
    if (card && isInSight(card, element.getBoundingClientRect())) measure(within(world, steady(card)));
  };
  const onTransaction = ({ local }: Y.Transaction) => {
    if (!local || viewport.stayingAt !== null) return;
    isOwn = true;
    soon();
  };
  const changes = new MutationObserver(soon);
  // What has changed until now is followed first, or what comes to be held would be taken where it has moved to.
  const onFocus = () => {
    if (changes.takeRecords().length > 0 || frame !== 0) settle();
    hold();
  };
  changes.observe(world, { subtree: true, childList: true, characterData: true, attributeFilter: ["class"] });
  model.doc.on("beforeTransaction", onBefore);
  model.doc.on("afterTransaction", onTransaction);
  element.addEventListener("focusin", onFocus);
  // While the view moves, what is held is chosen now and then; that it lies where it lay on the board goes on being true.
  const stop = effect(() => {
    void viewport.sight.value;
    rest ??= setTimeout(onRest, SIGHT_PACE);
  });
  return () => {
    cancelAnimationFrame(frame);
    clearTimeout(rest);
    changes.disconnect();
    model.doc.off("beforeTransaction", onBefore);
    model.doc.off("afterTransaction", onTransaction);
    element.removeEventListener("focusin", onFocus);
    stop();
  };
}

function follow(spots: readonly Spot[], world: Element, viewport: Viewport): void {
  const held = spots.find((spot) => spot.element.isConnected);
  if (!held) return;
  const now = spotOf(held.element, world, viewport).at;
  const [right, down] = [now[0] - held.at[0], now[1] - held.at[1]];
  if (Math.abs(right) < STILL && Math.abs(down) < STILL) return;
  const { scale } = viewport.sight.peek();
  viewport.pan(-right * scale, -down * scale);
}

/** Measured from the board's own corner: the browser may have scrolled to what has the focus (see pan_zoom.ts). */
function spotOf(element: Element, world: Element, viewport: Viewport): Spot {
  const [corner, box] = [world.getBoundingClientRect(), element.getBoundingClientRect()];
  const { scale } = viewport.sight.peek();
  return { element, at: [(box.left - corner.left) / scale, (box.top - corner.top) / scale] };
}

/** What has the focus, if it is in sight, else what is around the middle, with all it lies in; null where nothing is. */
function anchor(view: HTMLElement, world: Element): readonly Element[] | null {
  const box = view.getBoundingClientRect();
  const focused = document.activeElement;
  const isHeld = focused && world.contains(focused) && !focused.matches(PARTS) && isInSight(focused, box);
  const chosen = isHeld ? focused : middle(world, box);
  return chosen && within(world, steady(chosen));
}

/** A card moves under the pointer that drags it, and the heads of tables and areas with the view; what they lie in does not. */
function steady(element: Element): Element {
  if (isWriting(element)) return element;
  const head = element.closest("[data-sticky] tr, [data-sticky] > header");
  return element.closest("[data-card]")?.parentElement ?? (head?.matches("header") ? head.parentElement : head) ?? element;
}

function within(world: Element, element: Element): readonly Element[] {
  const chain: Element[] = [];
  for (let each: Element | null = element; each && each !== world; each = each.parentElement) chain.push(each);
  return chain;
}
