/** What differs between two wordings, word by word, to be shown as taken out and put in. */

export interface Stretch {
  readonly kind: "same" | "out" | "in";
  readonly text: string;
}

const TOKEN = /\s+|[^\s]+/g;
/** Words of both texts, multiplied, up to which they are compared one by one; beyond, only their ends are. */
const MOST = 4_000_000;

/** The texts as stretches in reading order: those that are not "in" make up the old one, those not "out" the new one. */
export function wordChanges(before: string, after: string): readonly Stretch[] {
  const old = before.match(TOKEN) ?? [];
  const now = after.match(TOKEN) ?? [];
  const head = shared(old, now);
  const tail = shared(old.slice(head).toReversed(), now.slice(head).toReversed());
  const middle = between(old.slice(head, old.length - tail), now.slice(head, now.length - tail));
  return joined([...old.slice(0, head).map(same), ...middle, ...old.slice(old.length - tail).map(same)]);
}

function shared(one: readonly string[], other: readonly string[]): number {
  const end = one.findIndex((word, index) => word !== other[index]);
  return end === -1 ? one.length : end;
}

/** By the longest words that both have in one order (Wagner and Fischer, 1974). */
function between(old: readonly string[], now: readonly string[]): readonly Stretch[] {
  const width = now.length + 1;
  if (old.length * now.length > MOST) return [...old.map(out), ...now.map(into)];
  const longest = new Uint32Array((old.length + 1) * width);
  const at = (row: number, column: number) => longest[row * width + column] ?? 0;
  for (let row = old.length - 1; row >= 0; row -= 1) {
    for (let column = now.length - 1; column >= 0; column -= 1) {
      const both = old[row] === now[column] ? at(row + 1, column + 1) + 1 : 0;
      longest[row * width + column] = Math.max(both, at(row + 1, column), at(row, column + 1));
    }
  }
  const found: Stretch[] = [];
  let row = 0;
  let column = 0;
  while (row < old.length && column < now.length) {
    const word = old[row] ?? "";
    if (word === now[column]) {
      found.push(same(word));
      row += 1;
      column += 1;
    } else if (at(row + 1, column) >= at(row, column + 1)) {
      found.push(out(word));
      row += 1;
    } else {
      found.push(into(now[column] ?? ""));
      column += 1;
    }
  }
  return [...found, ...old.slice(row).map(out), ...now.slice(column).map(into)];
}

function same(text: string): Stretch {
  return { kind: "same", text };
}

function out(text: string): Stretch {
  return { kind: "out", text };
}

function into(text: string): Stretch {
  return { kind: "in", text };
}

function joined(stretches: readonly Stretch[]): readonly Stretch[] {
  const found: Stretch[] = [];
  for (const { kind, text } of stretches) {
    const last = found.at(-1);
    if (last?.kind === kind) found[found.length - 1] = { kind, text: last.text + text };
    else found.push({ kind, text });
  }
  return found;
}
