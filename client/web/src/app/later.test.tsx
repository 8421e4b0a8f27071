import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Later, onceReached } from "./later";
import { LaterDialog } from "./LaterPart";

let root: HTMLElement;
let served: string | null;
let part: () => Promise<(props: object) => preact.JSX.Element>;

const PAGE = '<script type="module" src="/assets/index-one.js"></script>';

const noop = () => undefined;

function Shared() {
  return <p>Links to this board</p>;
}

async function open(): Promise<void> {
  const later = onceReached<object>(() => part());
  await act(() => render(<LaterDialog part={later} props={{}} onClose={noop} />, root));
}

function button(name: string): HTMLButtonElement {
  return [...root.querySelectorAll("button")].find(({ textContent }) => textContent === name) ?? expect.fail(`no button ${name}`);
}

beforeEach(() => {
  root = document.createElement("div");
  document.body.append(root);
  const script = document.createElement("script");
  script.setAttribute("type", "module");
  script.setAttribute("src", "/assets/index-one.js");
  vi.spyOn(document, "querySelector").mockReturnValue(script);
  served = null;
  part = () => Promise.reject(new TypeError("Failed to fetch dynamically imported module"));
  vi.stubGlobal("reportError", vi.fn<() => void>());
  vi.stubGlobal("fetch", async () => {
    if (served === null) throw new TypeError("Failed to fetch");
    return new Response(served);
  });
});

afterEach(() => {
  render(null, root);
  root.remove();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

test("a part is not asked for while the server cannot be reached, and is there after another try", async () => {
  part = () => expect.fail("asked for");
  await open();
  await vi.waitFor(() => expect(root.textContent).toContain("the server cannot be reached. Nothing that you wrote is lost."));
  served = PAGE;
  part = () => Promise.resolve(Shared);
  button("Try again").click();
  await vi.waitFor(() => expect(root.textContent).toBe("Links to this board"));
});

test("an old page whose parts are gone from the server says to reload, and offers nothing that cannot help", async () => {
  served = '<script type="module" src="/assets/index-two.js"></script>';
  await open();
  await vi.waitFor(() => expect(root.textContent).toContain("The server has a newer version of this page."));
  expect(root.textContent).not.toContain("Try again");
  button("Reload the page");
  expect(reportError).not.toHaveBeenCalled();
});

test("what fails for another reason is reported, and the page can be reloaded", async () => {
  served = PAGE;
  await open();
  await vi.waitFor(() => expect(root.textContent).toContain("This part of the page could not be loaded."));
  button("Reload the page");
  expect(reportError).toHaveBeenCalledOnce();
});

test("a part that is here is shown at once", async () => {
  const later = new Later<object>(() => Promise.resolve(Shared));
  await later.load();
  await act(() => render(<LaterDialog part={later} props={{}} onClose={noop} />, root));
  expect(root.textContent).toBe("Links to this board");
});
