/** What the styles in pasted HTML mean: Word writes its lists as paragraphs, Google Docs its bold as styles. */

/** Where a list item stands. */
export interface ListPlace {
  readonly level: 1 | 2;
  readonly ordered: boolean;
}

const WORD_LIST = /mso-list:\s*\w+\s+level(\d+)/i;
const WORD_MARKER = /mso-list:\s*ignore/i;
const HIDDEN = /display:\s*none|mso-hide:\s*all|visibility:\s*hidden/i;
const NUMBERED = /^\(?(?:\d{1,3}|[a-z]|[ivxlcdm]+)[.)]/i;
const MARKER_START = /^\[if !supportLists\]/i;
const MARKER_END = /^\[endif\]/i;

function styleOf(element: Element): string {
  return element.getAttribute("style") ?? "";
}

function declared(element: Element, property: string): string | null {
  const found = new RegExp(`(?:^|;)\\s*${property}\\s*:\\s*([^;]+)`, "i").exec(styleOf(element));
  return found?.[1]?.trim().toLowerCase() ?? null;
}

/** True or false where the element says so itself, null where it says nothing. */
export function looksBold(element: Element): boolean | null {
  const weight = declared(element, "font-weight");
  if (weight !== null) return weight.startsWith("bold") || Number(weight) >= 600;
  return element.localName === "b" || element.localName === "strong" || element.localName === "th" ? true : null;
}

/** True or false where the element says so itself, null where it says nothing. */
export function looksItalic(element: Element): boolean | null {
  const style = declared(element, "font-style");
  if (style !== null) return style === "italic" || style === "oblique";
  return element.localName === "i" || element.localName === "em" || element.localName === "cite" ? true : null;
}

/** True for what the person could not see where they copied it. */
export function isHidden(element: Element): boolean {
  return element.hasAttribute("hidden") || HIDDEN.test(styleOf(element));
}

/** The nodes that hold Word's painted bullets and numbers: they are no part of the text. */
export function markerNodes(root: Element): ReadonlySet<Node> {
  const markers = new Set<Node>();
  for (const element of root.querySelectorAll("[style]")) {
    if (WORD_MARKER.test(styleOf(element))) markers.add(element);
  }
  const comments = root.ownerDocument.createTreeWalker(root, NodeFilter.SHOW_COMMENT);
  for (let comment = comments.nextNode(); comment; comment = comments.nextNode()) {
    if (MARKER_START.test(comment.nodeValue ?? "")) addUntilEnd(comment, markers);
  }
  return markers;
}

function addUntilEnd(start: Node, markers: Set<Node>): void {
  const between: Node[] = [];
  let node = start.nextSibling;
  while (node && !(node.nodeType === Node.COMMENT_NODE && MARKER_END.test(node.nodeValue ?? ""))) {
    between.push(node);
    node = node.nextSibling;
  }
  // Without its end the comment marks nothing: better a stray bullet than lost words.
  if (node) for (const each of between) markers.add(each);
}

function markerText(paragraph: Element, markers: ReadonlySet<Node>): string {
  let text = "";
  const visit = (node: Node): void => {
    if (markers.has(node)) text += node.textContent ?? "";
    else node.childNodes.forEach(visit);
  };
  visit(paragraph);
  return text.replace(/[\s\u00A0]+/g, " ").trim();
}

/** Where a paragraph stands in one of Word's lists; null when it is an ordinary one. */
export function wordListPlace(paragraph: Element, markers: ReadonlySet<Node>): ListPlace | null {
  if (paragraph.localName !== "p" && paragraph.localName !== "div") return null;
  const level = WORD_LIST.exec(styleOf(paragraph))?.[1];
  if (level === undefined) return null;
  const marker = markerText(paragraph, markers);
  return { level: Number(level) >= 2 ? 2 : 1, ordered: NUMBERED.test(marker) };
}
