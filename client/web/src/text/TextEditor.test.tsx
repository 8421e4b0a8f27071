import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";

import { LIMITS } from "../model/schema.gen";
import { RichText } from "./RichText";
import { TextEditor, type TextEditorProps } from "./TextEditor";

let doc: Y.Doc;
let text: Y.Text;
let awareness: Awareness;
let root: HTMLElement;
const onDone = vi.fn<() => void>();

async function show(props: Partial<TextEditorProps> = {}): Promise<HTMLTextAreaElement> {
  await act(() =>
    render(
      <TextEditor text={text} awareness={awareness} path="cards/c1/text" label="Text of the card" autofocus onDone={onDone} {...props} />,
      root,
    ),
  );
  return root.querySelector("textarea") ?? expect.fail("no field");
}

async function type(field: HTMLTextAreaElement, value: string): Promise<void> {
  await act(() => {
    field.value = value;
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  });
}

async function press(field: HTMLElement, key: string, more: KeyboardEventInit = {}): Promise<KeyboardEvent> {
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more });
  await act(() => {
    field.dispatchEvent(event);
  });
  return event;
}

function button(word: string): HTMLButtonElement {
  const found = [...root.querySelectorAll("button")].find((each) => each.textContent === word);
  return found ?? expect.fail(`no button ${word}`);
}

async function join(name: string, path: string): Promise<Awareness> {
  const other = new Y.Doc();
  Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
  const position = Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(other.getText("t"), 2));
  const theirs = new Awareness(other);
  await act(() => {
    awareness.states.set(other.clientID, { user: { id: "p2", name, colour: "mint" }, editing: { path, anchor: position, head: position } });
    awareness.emit("change", [{ added: [other.clientID], updated: [], removed: [] }, "remote"]);
  });
  return theirs;
}

/** The words of the toolbar's buttons that the Tab key reaches. */
function stops(): (string | null)[] {
  const buttons = [...root.querySelectorAll<HTMLElement>(".text-toolbar button")];
  return buttons.filter((each) => each.tabIndex === 0).map((each) => each.textContent);
}

function editing(): { path: string } | null {
  return awareness.getLocalState()?.["editing"] as { path: string } | null;
}

beforeEach(() => {
  doc = new Y.Doc();
  text = doc.getText("t");
  awareness = new Awareness(doc);
  root = document.createElement("div");
  document.body.append(root);
  onDone.mockClear();
});

afterEach(() => {
  render(null, root);
  root.remove();
  awareness.destroy();
});

test("what is written is shared and shows formatted beside the field", async () => {
  const field = await show({ rich: true });
  await type(field, "We **agree**\n\n- one\n    1. two");
  expect(text.toString()).toBe("We **agree**\n\n- one\n    1. two");
  const preview = root.querySelector(".rich-text");
  expect(preview?.innerHTML).toBe("<p>We <strong>agree</strong></p><ul><li>one<ol><li>two</li></ol></li></ul>");
});

test("the field takes the focus, has its label, and Escape leaves it", async () => {
  const field = await show();
  expect(document.activeElement).toBe(field);
  expect(field.getAttribute("aria-label")).toBe("Text of the card");
  await press(field, "Escape");
  expect(onDone).toHaveBeenCalledOnce();
});

test("Tab moves an item of a list as far as it goes, and leaves the text everywhere else", async () => {
  text.insert(0, "plain");
  const field = await show({ rich: true });
  expect((await press(field, "Tab")).defaultPrevented).toBe(false);
  await type(field, "- one");
  expect((await press(field, "Tab")).defaultPrevented).toBe(true);
  expect(text.toString()).toBe("    - one");
  expect((await press(field, "Tab")).defaultPrevented).toBe(false);
  expect((await press(field, "Tab", { shiftKey: true })).defaultPrevented).toBe(true);
  expect(text.toString()).toBe("- one");
  expect((await press(field, "Tab", { shiftKey: true })).defaultPrevented).toBe(false);
});

test("Tab leaves a text without lists, whatever it looks like", async () => {
  text.insert(0, "- one");
  expect((await press(await show(), "Tab")).defaultPrevented).toBe(false);
});

test("Backspace right after a marker takes the marker away", async () => {
  text.insert(0, "- one\n- ");
  const field = await show({ rich: true });
  const event = new InputEvent("beforeinput", { inputType: "deleteContentBackward", bubbles: true, cancelable: true });
  await act(() => {
    field.dispatchEvent(event);
  });
  expect(event.defaultPrevented).toBe(true);
  expect(text.toString()).toBe("- one\n");
});

test("a marker typed on a line that has got one is not doubled", async () => {
  text.insert(0, "- one");
  const field = await show({ rich: true });
  await press(field, "Enter");
  await type(field, "- one\n- - ");
  expect(text.toString()).toBe("- one\n- ");
  expect(field.value).toBe("- one\n- ");
});

test("a key typed in the field is no key of the board", async () => {
  const heard = vi.fn<() => void>();
  document.addEventListener("keydown", heard);
  await press(await show(), "n");
  document.removeEventListener("keydown", heard);
  expect(heard).not.toHaveBeenCalled();
});

describe("formatting", () => {
  test("by key and by button", async () => {
    text.insert(0, "word");
    const field = await show({ rich: true });
    field.setSelectionRange(0, 4);
    await press(field, "b", { ctrlKey: true });
    expect(text.toString()).toBe("**word**");
    await act(() => button("Bold").click());
    expect(text.toString()).toBe("word");
    await act(() => button("Bulleted list").click());
    expect(text.toString()).toBe("- word");
    await act(() => button("Indent").click());
    expect(text.toString()).toBe("    - word");
  });

  test("the toolbar is one stop of the Tab key and is gone through by arrows", async () => {
    await show({ rich: true });
    expect(stops()).toEqual(["Bold"]);
    button("Bold").focus();
    await press(button("Bold"), "ArrowLeft");
    expect(document.activeElement?.textContent).toBe("Outdent");
    expect(stops()).toEqual(["Outdent"]);
  });

  test("a link asks for its address and refuses what is none", async () => {
    text.insert(0, "see here");
    const field = await show({ rich: true });
    field.setSelectionRange(4, 8);
    await press(field, "k", { ctrlKey: true });
    const address = root.querySelector<HTMLInputElement>(".text-link-form input") ?? expect.fail("no address field");
    address.value = "javascript:alert(1)";
    await press(address, "Enter");
    expect(root.querySelector("[role=alert]")?.textContent).toContain("not an address");
    address.value = "example.org";
    await press(address, "Enter");
    expect(text.toString()).toBe("see [here](https://example.org)");
    expect(root.querySelector(".text-link-form")).toBeNull();
  });

  test("Enter goes on with a list, except while a word is composed", async () => {
    text.insert(0, "- one");
    const field = await show({ rich: true });
    expect((await press(field, "Enter", { isComposing: true })).defaultPrevented).toBe(false);
    await press(field, "Enter");
    expect(text.toString()).toBe("- one\n- ");
  });
});

describe("others", () => {
  test("are drawn where they write, and named in words", async () => {
    text.insert(0, "hello");
    await show();
    const theirs = await join("Sam", "cards/c1/text");
    expect(root.querySelector(".text-mirror")?.textContent).toBe("heSamllo\u200B");
    expect(root.querySelector(".text-mirror")?.getAttribute("aria-hidden")).toBe("true");
    expect(root.querySelector("output")?.textContent).toBe("Sam is writing here.");
    theirs.destroy();
  });

  test("who write elsewhere are not shown", async () => {
    text.insert(0, "hello");
    await show();
    const theirs = await join("Sam", "cards/c2/text");
    expect(root.querySelector("output")?.textContent).toBe("");
    theirs.destroy();
  });

  test("see this person's selection, and see it go", async () => {
    const field = await show();
    await type(field, "hi");
    expect(editing()?.path).toBe("cards/c1/text");
    await press(field, "Escape");
    expect(editing()).toBeNull();
  });

  test("I4: nothing is told where no presence may be shown", async () => {
    const field = await show({ awareness: null });
    await type(field, "hi");
    expect(awareness.getLocalState()?.["editing"]).toBeUndefined();
  });

  test("I4: what was told and shown goes as soon as none may be shown", async () => {
    text.insert(0, "hello");
    await type(await show(), "hello you");
    const theirs = await join("Sam", "cards/c1/text");
    expect([editing()?.path, root.querySelector("output")?.textContent]).toEqual(["cards/c1/text", "Sam is writing here."]);
    await show({ awareness: null });
    expect([editing(), root.querySelector("output")?.textContent]).toEqual([null, ""]);
    theirs.destroy();
  });
});

test("a text beyond the limit stays in sight with a sentence, and Escape does not throw it away", async () => {
  const field = await show();
  await type(field, "x".repeat(LIMITS.MAX_TEXT + 2));
  expect(root.querySelector("[role=alert]")?.textContent).toContain("2 characters too long");
  await press(field, "Escape");
  expect(onDone).not.toHaveBeenCalled();
});

test("a single line is left by Enter", async () => {
  const field = await show({ multiline: false });
  await press(field, "Enter");
  expect(onDone).toHaveBeenCalledOnce();
});

test("R1: HTML in a text stays text", async () => {
  await act(() => render(<RichText text={"<img src=x onerror=alert(1)> [a](javascript:alert(1))"} />, root));
  expect(root.querySelector("img, a")).toBeNull();
  expect(root.textContent).toContain("<img src=x");
});
