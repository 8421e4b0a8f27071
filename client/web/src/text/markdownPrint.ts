import { type Block, joinRuns, type Run, withMarks } from "./markdown";

type Mark = "bold" | "italic";

const STARS: Record<Mark, string> = { bold: "**", italic: "*" };
const NESTED_INDENT = "    ";
const CONTINUATION = "   ";

const ONLY_SPACE = /^[ \t\n\u00A0]+$/;
const LAST_SPACE = /[ \t\n\u00A0]*$/;
const FIRST_SPACE = /^[ \t\n\u00A0]*/;

/** A run of spaces carries only the marks that go on at both its sides: no mark can begin or end at a space. */
function calmSpaces(runs: readonly Run[]): Run[] {
  return runs.map((run, index) => {
    if (!ONLY_SPACE.test(run.text)) return run;
    const goesOn = (mark: Mark): boolean => runs[index - 1]?.[mark] === true && runs[index + 1]?.[mark] === true;
    return withMarks(run, run.bold === true && goesOn("bold"), run.italic === true && goesOn("italic"));
  });
}

/** Stars that stand alone between words open and close nothing, and brackets matter only where a link could be read. */
function escaped(text: string, brackets: boolean): string {
  const starless = text.replace(/\*/g, (star, at: number) => (isAlone(text, at) ? star : `\\${star}`));
  return starless.replace(brackets ? /[[\]]/g : /(?<=\\)[[\]]/g, "\\$&");
}

function isAlone(text: string, at: number): boolean {
  return /[^\s*][ \t]+$/.test(text.slice(0, at)) && /^\*[ \t]/.test(text.slice(at));
}

/** How many runs from `index` on carry `mark`. */
function reach(runs: readonly Run[], index: number, mark: Mark): number {
  const end = runs.findIndex((run, at) => at >= index && !run[mark]);
  return (end < 0 ? runs.length : end) - index;
}

/** Puts runs, whose texts are escaped already, into properly nested stars. */
function printMarks(runs: readonly Run[]): string {
  let printed = "";
  const open: Mark[] = [];
  const closeTo = (depth: number): void => {
    const stars = open.splice(depth).toReversed().map((mark) => STARS[mark]);
    const text = printed.replace(LAST_SPACE, "");
    printed = text + stars.join("") + printed.slice(text.length);
  };
  for (const [index, run] of runs.entries()) {
    const ending = open.findIndex((mark) => !run[mark]);
    if (ending >= 0) closeTo(ending);
    const wanted = (["bold", "italic"] as const).filter((mark) => run[mark] && !open.includes(mark));
    const space = wanted.length > 0 ? (FIRST_SPACE.exec(run.text)?.[0] ?? "") : "";
    printed += space;
    for (const mark of wanted.toSorted((a, b) => reach(runs, index, b) - reach(runs, index, a))) {
      printed += STARS[mark];
      open.push(mark);
    }
    printed += run.text.slice(space.length);
  }
  closeTo(0);
  return printed;
}

function linkedStretches(runs: readonly Run[]): Run[][] {
  const stretches: Run[][] = [];
  for (const run of runs) {
    const last = stretches.at(-1);
    if (last && last[0]?.link === run.link) last.push(run);
    else stretches.push([run]);
  }
  return stretches;
}

/** A backslash at the end of a link's text would be read as escaping the bracket: it stands behind the link. */
function linked(text: string, link: string): string {
  const words = text.replace(/\\+$/, "");
  return words === "" ? text : `[${words}](${link})${text.slice(words.length)}`;
}

/** A link as one run, with the marks that all of it shares: a mark that ended at its edge could be read as escaped. */
function linkSource(stretch: readonly Run[], link: string): Run {
  const bold = stretch.every((run) => run.bold === true);
  const italic = stretch.every((run) => run.italic === true);
  const inner = stretch.map((run) =>
    withMarks({ text: escaped(run.text, true) }, run.bold === true && !bold, run.italic === true && !italic),
  );
  return withMarks({ text: linked(printMarks(inner).replaceAll("\n", " "), link) }, bold, italic);
}

function printInline(runs: readonly Run[]): string {
  const tidy = joinRuns(calmSpaces(runs));
  const couldLink = tidy.map(({ text }) => text).join("").includes("](");
  const sources = linkedStretches(tidy).flatMap((stretch) => {
    const link = stretch[0]?.link;
    return link === undefined
      ? stretch.map((run) => ({ ...run, text: escaped(run.text, couldLink) }))
      : [linkSource(stretch, link)];
  });
  return printMarks(sources);
}

function lineStart(line: string): string {
  return line.replace(/^\\*- /, "\\$&").replace(/^([0-9]{1,3})(\\*[.)] )/, "$1\\$2");
}

function printParagraph(runs: readonly Run[]): string {
  return printInline(runs)
    .split("\n")
    .map((line) => lineStart(line.trim()))
    .join("\n");
}

/** Prints blocks as light Markdown that reads back as the same blocks (empty ones left out). */
export function printMarkdown(blocks: readonly Block[]): string {
  let printed = "";
  let numbers = [0, 0];
  let before: Block["type"] | null = null;
  for (const block of blocks) {
    if (block.runs.every((run) => run.text.trim() === "")) continue;
    const depth = before === "item" && block.type === "item" ? block.level - 1 : 0;
    if (before !== null) printed += before === "item" && block.type === "item" ? "\n" : "\n\n";
    before = block.type;
    if (block.type === "paragraph") {
      numbers = [0, 0];
      printed += printParagraph(block.runs);
      continue;
    }
    const number = block.ordered ? (numbers[depth] ?? 0) + 1 : 0;
    numbers = [...numbers.slice(0, depth), number, 0].slice(0, 2);
    const sign = block.ordered ? `${number}. ` : "- ";
    const indent = depth > 0 ? NESTED_INDENT : "";
    const [first = "", ...rest] = printInline(block.runs).trim().split("\n");
    printed += [indent + sign + first, ...rest.map((line) => indent + CONTINUATION + lineStart(line.trim()))].join("\n");
  }
  return printed;
}
