/** The words with a capital at their beginning, as a sentence or a label has it. */
export function capital(words: string): string {
  return `${words[0]?.toUpperCase() ?? ""}${words.slice(1)}`;
}
