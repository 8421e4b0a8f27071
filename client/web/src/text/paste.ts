import { type Block, isSafeAddress, joinRuns, type Run, withMarks } from "./markdown";
import { printMarkdown } from "./markdownPrint";
import { isHidden, type ListPlace, looksBold, looksItalic, markerNodes, wordListPlace } from "./pastedStyles";

const SKIPPED = new Set([
  "head", "script", "style", "title", "meta", "link", "template", "noscript", "iframe", "object", "embed", "svg", "math",
  "img", "picture", "video", "audio", "canvas", "button", "select", "input", "textarea", "xml",
]);
const BLOCKS = new Set([
  "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt", "figcaption",
  "figure", "footer", "form", "header", "hr", "main", "nav", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot",
  "th", "thead", "tr",
]);
const HEADING = /^h[1-6]$/;

interface Look {
  readonly bold: boolean;
  readonly italic: boolean;
  readonly link?: string;
}

const PLAIN: Look = { bold: false, italic: false };

/** Gathers runs into blocks while a pasted document is walked. */
class Gatherer {
  readonly blocks: Block[] = [];
  private runs: Run[] = [];
  private item: ListPlace | null = null;

  text(text: string, look: Look): void {
    this.runs.push(withMarks({ ...look, text }, look.bold, look.italic));
  }

  /** Ends the block; what follows is a paragraph, or the item of `next`. */
  end(next: ListPlace | null = null): void {
    const runs = joinRuns(tidySpaces(this.runs));
    if (runs.length > 0) this.blocks.push(this.item ? { type: "item", ...this.item, runs } : { type: "paragraph", runs });
    this.runs = [];
    this.item = next;
  }

  /** A boundary between blocks: inside an item it is a line break. */
  boundary(): void {
    if (this.item === null) this.end();
    else if (this.runs.length > 0) this.text("\n", PLAIN);
  }
}

/** Spaces as a browser shows them: rows of them as one, none at the ends of lines. */
function tidySpaces(runs: readonly Run[]): Run[] {
  const tidy: Run[] = [];
  let atStart = true;
  for (const run of runs) {
    const joined = run.text.replace(/ *\n */g, "\n").replace(/ {2,}/g, " ");
    const text = atStart ? joined.replace(/^[ \n]+/, "") : joined;
    if (text !== "") atStart = /[ \n]$/.test(text);
    tidy.push({ ...run, text });
  }
  return trimmedEnd(tidy);
}

function trimmedEnd(runs: readonly Run[]): Run[] {
  const kept = [...runs];
  for (let last = kept.at(-1); last; last = kept.at(-1)) {
    const text = last.text.replace(/[ \n]+$/, "");
    kept.pop();
    if (text !== "") return [...kept, { ...last, text }];
  }
  return kept;
}

/** An address fit for a link, parentheses that could end it early encoded; null when it may not be one. */
function linkAddress(href: string | null): string | null {
  const address = (href ?? "").trim().replace(/\s/g, "%20").replaceAll("(", "%28").replaceAll(")", "%29");
  return isSafeAddress(address) ? address : null;
}

function lookOf(element: Element, outer: Look): Look {
  const address = element.localName === "a" ? linkAddress(element.getAttribute("href")) : null;
  return {
    bold: looksBold(element) ?? outer.bold,
    italic: looksItalic(element) ?? outer.italic,
    ...(address ?? outer.link ? { link: address ?? outer.link ?? "" } : {}),
  };
}

class Walker {
  readonly gatherer = new Gatherer();
  private readonly markers: ReadonlySet<Node>;

  constructor(private readonly root: Element) {
    this.markers = markerNodes(root);
  }

  walk(): readonly Block[] {
    this.children(this.root, PLAIN);
    this.gatherer.end();
    return this.gatherer.blocks;
  }

  private children(parent: Node, look: Look): void {
    for (const node of parent.childNodes) this.node(node, look);
  }

  private node(node: Node, look: Look): void {
    if (this.markers.has(node)) return;
    if (node.nodeType === Node.TEXT_NODE) {
      this.gatherer.text((node.nodeValue ?? "").replace(/[\s\u00A0]+/g, " "), look);
    } else if (node instanceof Element && !SKIPPED.has(node.localName) && !isHidden(node)) {
      this.element(node, lookOf(node, look));
    }
  }

  private element(element: Element, look: Look): void {
    const name = element.localName;
    if (name === "br") this.gatherer.text("\n", PLAIN);
    else if (name === "li") this.item(element, listPlace(element), look);
    else if (name === "ul" || name === "ol") this.list(element, look);
    else if (HEADING.test(name)) this.block(element, { ...look, bold: true });
    else if (BLOCKS.has(name)) this.paragraph(element, look);
    else this.children(element, look);
  }

  private list(element: Element, look: Look): void {
    this.gatherer.end();
    this.children(element, look);
    this.gatherer.end();
  }

  private item(element: Element, place: ListPlace, look: Look): void {
    this.gatherer.end(place);
    this.children(element, look);
    this.gatherer.end();
  }

  private paragraph(element: Element, look: Look): void {
    const place = wordListPlace(element, this.markers);
    if (place) this.item(element, place, look);
    else this.block(element, look);
  }

  private block(element: Element, look: Look): void {
    this.gatherer.boundary();
    this.children(element, look);
    this.gatherer.boundary();
  }
}

/** Where an HTML item stands; levels beyond the second are shown at the second. */
function listPlace(item: Element): ListPlace {
  let depth = 0;
  for (let parent = item.parentElement; parent; parent = parent.parentElement) {
    if (parent.localName === "ul" || parent.localName === "ol") depth += 1;
  }
  const told = Number(item.getAttribute("data-aria-level") ?? item.getAttribute("aria-level") ?? depth);
  return { level: told >= 2 ? 2 : 1, ordered: item.parentElement?.localName === "ol" };
}

/** Reads the HTML of a clipboard: paragraphs, bold, italic, links and lists stay. Nothing in it is run or fetched. */
export function readPastedHtml(html: string): readonly Block[] {
  return new Walker(new DOMParser().parseFromString(html, "text/html").body).walk();
}

function isPlain(blocks: readonly Block[]): boolean {
  if (blocks.some((block) => block.type === "item")) return false;
  return blocks.length <= 1 && blocks.every(({ runs }) => runs.every((run) => !run.bold && !run.italic && !run.link));
}

/** Bullets that plain text brings along ("•", tab, text) as list marks. */
function plainBullets(text: string): string {
  return text.replace(/\r\n?/g, "\n").replace(/^([ \t]*)[•·▪◦‣●○][ \t\u00A0]+/gm, "$1- ");
}

/** What a paste into a formatted text brings, as light Markdown. */
export function pastedMarkdown(html: string, plain: string): string {
  const blocks = html === "" ? [] : readPastedHtml(html);
  // Without formatting the plain text is truer: it may be light Markdown copied from another board.
  if (isPlain(blocks) && (plain !== "" || blocks.length === 0)) return plainBullets(plain);
  return printMarkdown(blocks);
}
