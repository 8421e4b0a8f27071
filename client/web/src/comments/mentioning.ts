/** Names in a comment: which are offered while “@” is written, and which a text mentions. */

export interface Nameable {
  readonly participant: string;
  readonly name: string;
}

/** What was typed of a name, and where its “@” stands. */
export interface Typed {
  readonly at: number;
  readonly letters: string;
}

/** Names that are offered at once: what can be heard or seen without scrolling. */
const MOST_OFFERED = 6;

const OPENING = /(?:^|[\s(])@([^@\n]{0,40})$/u;

/** The name that is being typed in front of the caret; null where none is. */
export function typedAt(text: string, caret: number): Typed | null {
  const letters = OPENING.exec(text.slice(0, caret))?.[1];
  return letters === undefined ? null : { at: caret - letters.length - 1, letters };
}

/** The people whose name, or a later word of it, begins with these letters. */
export function offered<T extends Nameable>(people: readonly T[], letters: string): readonly T[] {
  const wanted = letters.toLowerCase();
  const fits = ({ name }: T) => name.toLowerCase().startsWith(wanted) || name.toLowerCase().includes(` ${wanted}`);
  return people.filter(fits).slice(0, MOST_OFFERED);
}

/** The text with a name in place of what was typed of it, and where the caret stands then. */
export function completed(text: string, { at, letters }: Typed, name: string): { readonly text: string; readonly caret: number } {
  const before = `${text.slice(0, at)}@${name} `;
  const after = text.slice(at + 1 + letters.length);
  return { text: before + after.replace(/^ /, ""), caret: before.length };
}

/** A piece of a text; with a participant it is a mention. */
export interface Piece {
  readonly words: string;
  readonly participant: string | null;
}

/** The text in pieces; of several names that begin alike the longest is meant. */
export function pieces(text: string, people: readonly Nameable[]): readonly Piece[] {
  const longestFirst = people.toSorted((one, other) => other.name.length - one.name.length);
  const found: Piece[] = [];
  let from = 0;
  for (let at = text.indexOf("@"); at >= 0; at = text.indexOf("@", at + 1)) {
    const meant = longestFirst.find(({ name }) => name !== "" && text.startsWith(name, at + 1));
    if (!meant) continue;
    const end = at + 1 + meant.name.length;
    found.push({ words: text.slice(from, at), participant: null }, { words: text.slice(at, end), participant: meant.participant });
    from = end;
  }
  return [...found, { words: text.slice(from), participant: null }].filter(({ words }) => words !== "");
}

/** Who is mentioned in a text, each once. */
export function mentionedIn(text: string, people: readonly Nameable[]): readonly string[] {
  return [...new Set(pieces(text, people).flatMap(({ participant }) => participant ?? []))];
}
