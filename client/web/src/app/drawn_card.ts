/** What stands for a card on the page: the card itself, or its row in a table of the board. */

export const DRAWN_CARDS = "[data-card], [data-row-card]";

export function drawnCard(id: string): string {
  return `:is([data-card="${id}"], [data-row-card="${id}"])`;
}

/** The card that is drawn by one of `DRAWN_CARDS`. */
export function idOfDrawn({ dataset }: HTMLElement): string | null {
  return dataset["card"] ?? dataset["rowCard"] ?? null;
}
