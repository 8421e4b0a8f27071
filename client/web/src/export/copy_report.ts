/** Puts a report on the clipboard, formatted and as plain text, so that Word takes it in with its own styles. */

/** A page as Word expects it around a fragment. */
function asPage(html: string): string {
  return `<html lang="en-GB"><head><meta charset="utf-8"></head><body>${html}</body></html>`;
}

async function copyByClipboard(html: string, text: string): Promise<boolean> {
  if (typeof ClipboardItem === "undefined") return false;
  try {
    const item = new ClipboardItem({
      "text/html": new Blob([asPage(html)], { type: "text/html" }),
      "text/plain": new Blob([text], { type: "text/plain" }),
    });
    await navigator.clipboard.write([item]);
    return true;
  } catch {
    return false;
  }
}

function select(shown: HTMLElement): void {
  const selection = getSelection();
  selection?.removeAllRanges();
  const range = document.createRange();
  range.selectNodeContents(shown);
  selection?.addRange(range);
}

/** For browsers whose owners have closed the clipboard to pages: copy as if the person had pressed the keys. */
function copyBySelection(shown: HTMLElement, html: string, text: string): boolean {
  const fill = (event: ClipboardEvent): void => {
    event.clipboardData?.setData("text/html", asPage(html));
    event.clipboardData?.setData("text/plain", text);
    event.preventDefault();
  };
  select(shown);
  document.addEventListener("copy", fill, true);
  try {
    return document.execCommand("copy");
  } catch {
    return false;
  } finally {
    document.removeEventListener("copy", fill, true);
  }
}

/**
 * Copies the report; `shown` is where it can be seen. When neither way works the report is left selected, so that the
 * person can copy it by key, and the answer is false.
 */
export async function copyReport(shown: HTMLElement, html: string, text: string): Promise<boolean> {
  if (await copyByClipboard(html, text)) return true;
  const copied = copyBySelection(shown, html, text);
  if (copied) getSelection()?.removeAllRanges();
  else select(shown);
  return copied;
}
