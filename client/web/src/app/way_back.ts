/** Where the focus goes when what had it is gone: to the same card elsewhere, a neighbour, or what adds one to its place. */

import { DRAWN_CARDS, drawnCard, idOfDrawn } from "./drawn_card";

const TAKES_FOCUS = "[tabindex], button:not(:disabled), textarea, input, select, a[href]";

/** The rest of the page stays, so a way back never leads further out than this. */
const OUTERMOST = ".world, .outline, .now, main";

/** Where nothing else is left. */
const LAST = ".board-focus, #board-main";

interface Step {
  readonly parent: Element;
  readonly index: number;
}

/** Remember where an element is; what is returned puts the focus there, or on the nearest that is left. */
export function wayBack(from: Element | null): () => void {
  const card = cardAt(from);
  const steps = stepsOut(from);
  return () => {
    const target = remaining(from) ?? elsewhere(card) ?? firstOf(steps) ?? document.querySelector(LAST);
    if (target instanceof HTMLElement) target.focus();
  };
}

function remaining(from: Element | null): Element | null {
  return from?.isConnected && from !== document.body ? from : null;
}

/** The card in which an element lies. */
export function cardAt(element: Element | null): string | null {
  const card = element?.closest<HTMLElement>(DRAWN_CARDS);
  return card ? idOfDrawn(card) : null;
}

function elsewhere(card: string | null): Element | null {
  const found = card && document.querySelector(drawnCard(CSS.escape(card)));
  return found ? focusable(found) : null;
}

function stepsOut(from: Element | null): readonly Step[] {
  const steps: Step[] = [];
  for (let each = from; each?.parentElement && !each.matches(OUTERMOST); each = each.parentElement) {
    steps.push({ parent: each.parentElement, index: [...each.parentElement.children].indexOf(each) });
  }
  return steps;
}

/** From the inside out: what stands in the place of what is gone, else what stood before it, else what holds both or is in it. */
function firstOf(steps: readonly Step[]): Element | null {
  for (const { parent, index } of steps.filter((step) => step.parent.isConnected)) {
    const near = parent.children[index] ?? parent.children[index - 1];
    const found = (near && focusable(near)) ?? focusable(parent);
    if (found) return found;
  }
  return null;
}

function focusable(part: Element): Element | null {
  return part.matches(TAKES_FOCUS) ? part : part.querySelector(TAKES_FOCUS);
}
