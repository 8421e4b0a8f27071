/**
 * Light Markdown (SPEC R1): paragraphs, bold, italic, links, bulleted and numbered lists two deep; all else is literal.
 * The grammar is spelt out in `tests/fixtures/richtext_vectors.json`, which the server's reader passes too.
 */

export interface Run {
  readonly text: string;
  readonly bold?: true;
  readonly italic?: true;
  readonly link?: string;
}

export interface Paragraph {
  readonly type: "paragraph";
  readonly runs: readonly Run[];
}

export interface Item {
  readonly type: "item";
  readonly level: 1 | 2;
  readonly ordered: boolean;
  readonly runs: readonly Run[];
}

/** Blocks in reading order; items in a row form a list. */
export type Block = Paragraph | Item;

type Mark = "bold" | "italic";

interface Piece {
  text: string;
  bold: boolean;
  italic: boolean;
  link?: string;
}

interface Open {
  readonly mark: Mark;
  /** The piece that is this mark's stars, made empty when it closes. */
  readonly at: number;
  /** Position of the row of stars that opened it. */
  readonly row: number;
}

const BLANK = " \t\n\u00A0";
const STARS: Record<Mark, string> = { bold: "**", italic: "*" };
const LINK = /\[((?:\\[[\]]|\\(?![[\]])|[^[\]\\\n])+)\]\(((?:[^\s()]|\([^\s()]*\))+)\)/y;
const SAFE_ADDRESS = /^(?:https?:\/\/|mailto:)[^\s]+$/i;

/** True for the addresses that a link may have: web pages and e-mail, nothing that runs. */
export function isSafeAddress(address: string): boolean {
  return SAFE_ADDRESS.test(address);
}

/** Reads one block's text, star by star, into pieces. */
class InlineReader {
  readonly pieces: Piece[] = [];
  private readonly open: Open[] = [];
  private position = 0;

  constructor(
    private readonly source: string,
    private readonly insideLink: boolean,
  ) {}

  read(): Piece[] {
    while (this.position < this.source.length) this.step();
    return this.pieces;
  }

  private step(): void {
    const here = this.source.charAt(this.position);
    const next = this.source.charAt(this.position + 1);
    if (here === "\\" && next !== "" && "*[]".includes(next)) {
      this.literal(next);
      this.position += 2;
    } else if (here === "*") {
      this.stars();
    } else if (here !== "[" || this.insideLink || !this.link()) {
      this.literal(here);
      this.position += 1;
    }
  }

  private literal(text: string): void {
    const last = this.pieces.at(-1);
    const plain = last && !last.bold && !last.italic && last.link === undefined && !this.isMark(this.pieces.length - 1);
    if (last && plain) last.text += text;
    else this.pieces.push({ text, bold: false, italic: false });
  }

  private isMark(at: number): boolean {
    return this.open.some((mark) => mark.at === at);
  }

  private link(): boolean {
    LINK.lastIndex = this.position;
    const found = LINK.exec(this.source);
    const [whole, text, address] = found ?? [];
    if (whole === undefined || text === undefined || address === undefined || !isSafeAddress(address)) return false;
    for (const piece of new InlineReader(text, true).read()) this.pieces.push({ ...piece, link: address });
    this.position += whole.length;
    return true;
  }

  private stars(): void {
    const row = this.position;
    while (this.source.charAt(this.position) === "*") this.position += 1;
    const mayClose = row > 0 && !BLANK.includes(this.source.charAt(row - 1));
    const mayOpen = this.position < this.source.length && !BLANK.includes(this.source.charAt(this.position));
    let left = this.position - row;
    while (left > 0) {
      const closed = mayClose ? this.close(left, row) : 0;
      const used = closed || (mayOpen ? this.begin(left, row) : 0);
      if (used === 0) this.literal("*".repeat(left));
      left = used === 0 ? 0 : left - used;
    }
  }

  /** Closes the innermost mark that fits `left` stars; returns how many it took. */
  private close(left: number, row: number): number {
    const fits = (open: Open): boolean => open.row !== row && (open.mark === "bold" ? left >= 2 : left !== 2);
    const index = this.open.findLastIndex(fits);
    const found = this.open[index];
    if (found === undefined) return 0;
    const above = this.open.splice(index).slice(1);
    const twin = above.find((open) => open.row === found.row);
    // "***a** b*": the bold mark was read as the outer one, and turns out to be the inner one.
    const [closing, kept] = twin ? [{ ...found, at: twin.at }, { ...twin, at: found.at }] : [found, undefined];
    if (kept) this.open.push(kept);
    this.finish(closing, kept);
    return STARS[closing.mark].length;
  }

  private finish(closing: Open, kept: Open | undefined): void {
    const stars = this.pieces[closing.at];
    if (stars) stars.text = "";
    const outer = kept ? this.pieces[kept.at] : undefined;
    if (outer && kept) outer.text = STARS[kept.mark];
    for (const piece of this.pieces.slice(closing.at + 1)) piece[closing.mark] = true;
    // A text piece after this one must not grow into the marked stretch.
    this.pieces.push({ text: "", bold: false, italic: false });
  }

  private begin(left: number, row: number): number {
    const isOpen = (mark: Mark): boolean => this.open.some((open) => open.mark === mark);
    const mark = left >= 2 && !isOpen("bold") ? "bold" : isOpen("italic") ? undefined : "italic";
    if (mark === undefined) return 0;
    this.pieces.push({ text: STARS[mark], bold: false, italic: false });
    this.open.push({ mark, at: this.pieces.length - 1, row });
    return STARS[mark].length;
  }
}

function sameLook(one: Run, other: Run): boolean {
  return one.bold === other.bold && one.italic === other.italic && one.link === other.link;
}

/** The run's text and link with these marks and no others. */
export function withMarks(run: { text: string; link?: string }, bold: boolean, italic: boolean): Run {
  const marked: { text: string; bold?: true; italic?: true; link?: string } = { text: run.text };
  if (bold) marked.bold = true;
  if (italic) marked.italic = true;
  if (run.link !== undefined) marked.link = run.link;
  return marked;
}

/** `runs` without empty ones, neighbours that look alike joined. */
export function joinRuns(runs: readonly Run[]): Run[] {
  const joined: Run[] = [];
  for (const run of runs) {
    const last = joined.at(-1);
    if (run.text === "") continue;
    if (last && sameLook(last, run)) joined[joined.length - 1] = { ...last, text: last.text + run.text };
    else joined.push(run);
  }
  return joined;
}

/** Reads the inline part of the grammar: text of one block to runs. */
export function parseInline(source: string): Run[] {
  const pieces = new InlineReader(source, false).read();
  return joinRuns(pieces.map((piece) => withMarks(piece, piece.bold, piece.italic)));
}

const ITEM = /^([ \t]*)(?:[-*]|([0-9]{1,3})[.)])[ \t]+([^ \t][^]*)$/;
const INDENT = /^[ \t]*/;
const ENDS = /^[ \t]+|[ \t]+$/g;
const TAB_COLUMNS = 4;
const DEEPER_COLUMNS = 2;

/** What one line begins with when it is an item: its indent in columns, whether it is numbered, and its text. */
export interface ItemLine {
  readonly columns: number;
  readonly ordered: boolean;
  readonly text: string;
}

function columnsOf(space: string): number {
  return Array.from(space).reduce((sum, each) => sum + (each === "\t" ? TAB_COLUMNS : 1), 0);
}

/** Reads a line as a list item, or returns null. */
export function itemLine(line: string): ItemLine | null {
  const [, space = "", digits, text] = ITEM.exec(line) ?? [];
  if (text === undefined) return null;
  return { columns: columnsOf(space), ordered: digits !== undefined, text: text.replace(ENDS, "") };
}

function withoutEscape(line: string): string {
  return line.replace(/^\\(\\*- )/, "$1").replace(/^([0-9]{1,3})\\(\\*[.)] )/, "$1$2");
}

interface OpenBlock {
  readonly item: { readonly level: 1 | 2; readonly ordered: boolean } | null;
  readonly lines: string[];
}

/** Reads light Markdown. Any text is valid: what is not a mark is literal. */
export function parseMarkdown(source: string): Block[] {
  const blocks: OpenBlock[] = [];
  let current: OpenBlock | null = null;
  const begin = (block: OpenBlock): OpenBlock => {
    blocks.push(block);
    return block;
  };
  for (const line of source.replace(/\r\n?/g, "\n").split("\n")) {
    const text = line.replace(ENDS, "");
    const item = itemLine(line);
    const columns = columnsOf(INDENT.exec(line)?.[0] ?? "");
    if (text === "") {
      current = null;
    } else if (item) {
      const level = item.columns >= DEEPER_COLUMNS && blocks.at(-1)?.item ? 2 : 1;
      current = begin({ item: { level, ordered: item.ordered }, lines: [item.text] });
    } else if (current && (current.item === null || columns >= DEEPER_COLUMNS)) {
      current.lines.push(withoutEscape(text));
    } else {
      current = begin({ item: null, lines: [withoutEscape(text)] });
    }
  }
  return blocks.map(toBlock);
}

function toBlock({ item, lines }: OpenBlock): Block {
  const runs = parseInline(lines.join("\n"));
  return item ? { type: "item", ...item, runs } : { type: "paragraph", runs };
}

/** The text as people read it, without marks: for labels and short names. */
export function plainText(source: string): string {
  const lines = parseMarkdown(source).map((block) => block.runs.map((run) => run.text).join(""));
  return lines.join("\n");
}
