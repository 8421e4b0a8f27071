/** Elements a report is made of. */
const ALLOWED = new Set([
  "a", "b", "blockquote", "br", "caption", "code", "col", "colgroup", "dd", "div", "dl", "dt", "em", "figcaption", "figure",
  "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "li", "ol", "p", "section", "span", "strong", "sub", "sup", "table",
  "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
]);
const ATTRIBUTES = new Set(["colspan", "dir", "lang", "role", "rowspan", "scope", "start"]);
/** Classes with a look of their own here; named apart from those of the page around. */
const CLASSES = ["box", "callout", "provenance"] as const;
/** A picture that is in the fragment itself: as an image nothing in it runs or is fetched. */
const OWN_PICTURE = "data:image/svg+xml;base64,";
const SAFE_ADDRESS = /^(?:https?:|mailto:)/i;

/**
 * The nodes of a fragment that the server made. It has escaped all that people wrote; even so only the elements and
 * attributes of a report are taken over, for what is shown here runs with the rights of the page.
 */
export function safeFragment(html: string): DocumentFragment {
  const parsed = new DOMParser().parseFromString(html, "text/html");
  const fragment = document.createDocumentFragment();
  for (const node of parsed.body.childNodes) fragment.append(...safeNodes(node));
  return fragment;
}

function safeNodes(node: Node): readonly Node[] {
  if (node.nodeType === Node.TEXT_NODE) return [document.createTextNode(node.nodeValue ?? "")];
  if (!(node instanceof Element)) return [];
  if (node.localName === "img") return safeImage(node);
  const children = [...node.childNodes].flatMap(safeNodes);
  if (!ALLOWED.has(node.localName)) return isText(node) ? children : [];
  const made = document.createElement(node.localName);
  for (const { name, value } of node.attributes) {
    if (ATTRIBUTES.has(name)) made.setAttribute(name, value);
  }
  for (const name of CLASSES) {
    if (node.classList.contains(name)) made.classList.add(`report-${name}`);
  }
  const address = node.getAttribute("href");
  if (made instanceof HTMLAnchorElement && address !== null && SAFE_ADDRESS.test(address)) {
    made.href = address;
    made.target = "_blank";
    made.rel = "noopener noreferrer";
  }
  made.append(...children);
  return [made];
}

/** An image of the report with its words, or nothing for one from elsewhere. */
function safeImage(image: Element): readonly Node[] {
  const source = image.getAttribute("src") ?? "";
  if (!source.startsWith(OWN_PICTURE)) return [];
  const made = document.createElement("img");
  made.src = source;
  made.alt = image.getAttribute("alt") ?? "";
  return [made];
}

/** False for elements whose text was never meant to be read. */
function isText(element: Element): boolean {
  return !["script", "style", "template", "noscript", "iframe", "object", "svg", "math", "title"].includes(element.localName);
}
