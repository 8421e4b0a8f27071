/** Where the focus goes after something was added, moved or deleted in the outline. */

/** Calls `work` once what has just changed is drawn. */
export function afterDrawing(work: () => void): void {
  requestAnimationFrame(() => setTimeout(work));
}

/** Puts the focus on the first element that fits one of the selectors, tried in order. */
export function focusFirst(...selectors: readonly string[]): void {
  afterDrawing(() => {
    for (const selector of selectors) {
      const found = document.querySelector<HTMLElement>(selector);
      if (!found) continue;
      found.focus();
      return;
    }
  });
}

/** The control that opens a card for writing; it stands for the card when keys move among cards. */
export function cardButton(id: string): string {
  return `.outline [data-card="${id}"] .outline-open`;
}

/** The card after this one in its list, else the one before. */
export function neighbour(ids: readonly string[], id: string): string | null {
  const at = ids.indexOf(id);
  return ids[at + 1] ?? ids[at - 1] ?? null;
}
