import { render } from "preact";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Drafts } from "../text/drafts";
import { answered } from "../work/answers";
import { ProgrammeList } from "./ProgrammeList";
import { ProgrammeContext, type ProgrammeScope } from "./scope";

const DOCUMENT = { programme: { id: "p", title: "A year" } };

let root: HTMLElement;
let there: readonly { id: string; title: string }[];
let isTakenIn: boolean;

const patient = { timeout: 10_000 };
const shows = (words: string) => vi.waitFor(() => expect(root.textContent).toContain(words), patient);

beforeEach(() => {
  there = [];
  isTakenIn = false;
  root = document.createElement("div");
  document.body.append(root);
});

afterEach(() => {
  render(null, root);
  root.remove();
  vi.unstubAllGlobals();
});

/** What the server answers: the list, what became of an import, and for the import itself what `take` makes of it. */
function serve(take: (signal: AbortSignal) => Promise<Response>): void {
  vi.stubGlobal("fetch", (path: string, { method, signal }: { readonly method?: string; readonly signal: AbortSignal }) => {
    if (path === "/api/programmes/p/import/stop") return Promise.resolve(Response.json({ taken_in: isTakenIn }));
    return method === "POST" ? take(signal) : Promise.resolve(Response.json({ programmes: there }));
  });
}

function Shown({ scope }: { readonly scope: ProgrammeScope }) {
  return (
    <ProgrammeContext.Provider value={scope}>
      <ProgrammeList />
    </ProgrammeContext.Provider>
  );
}

async function choose(): Promise<void> {
  const scope = { me: {}, drafts: new Drafts("test"), say: () => {} } as unknown as ProgrammeScope;
  render(<Shown scope={scope} />, root);
  await shows("Take one from a file");
  const input = root.querySelector<HTMLInputElement>("input[type=file]") ?? expect.fail("no field");
  const file = new File([JSON.stringify(DOCUMENT)], "a.json", { type: "application/json" });
  Object.defineProperty(input, "files", { value: [file] });
  input.dispatchEvent(new Event("change", { bubbles: true }));
}

/** Goes on until the sender gives up. */
function endless(signal: AbortSignal): Promise<Response> {
  return new Promise((_, refuse) => signal.addEventListener("abort", () => refuse(new DOMException("", "AbortError"))));
}

async function stop(): Promise<void> {
  await shows("Taking the programme in…");
  [...root.querySelectorAll("button")].find(({ textContent }) => textContent === "Stop")?.click();
}

test("L6: an import that is stopped says that nothing was taken in", async () => {
  serve(endless);
  await choose();
  await stop();
  await shows("Stopped. Nothing was taken in.");
  expect(root.querySelector("[role=alert]")).toBeNull();
});

test("L6: where it was too late to stop this is said, and the programme is in the list", async () => {
  serve(endless);
  await choose();
  await shows("Taking the programme in…");
  there = [{ id: "p", title: "A year" }];
  isTakenIn = true;
  await stop();
  await shows("It was too late to stop: the programme is in the list above.");
  await vi.waitFor(() => expect(root.querySelector("a[href='/programmes/p']")?.textContent).toBe("A year"), patient);
});

test("L6: an import leads to the programme", async () => {
  const assign = vi.fn<(address: string) => void>();
  vi.stubGlobal("location", { ...window.location, assign });
  serve(() => Promise.resolve(answered({ revision: 1, entity: { id: "p" } })));
  await choose();
  await vi.waitFor(() => expect(assign).toHaveBeenCalledWith("/programmes/p"), patient);
});
