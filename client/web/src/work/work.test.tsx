import { render } from "preact";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

import { Problem } from "../app/api";
import { answered, lineOf, Slow } from "./answers";
import { asJson, type Progress, told } from "./told";
import { useFound } from "./use_found";
import { MAKING, useWork } from "./use_work";
import { FoundLine, WorkLine } from "./WorkLine";

const STEP: Progress = { step: "Reading the boards", done: 3, of: 20 };
let root: HTMLElement;
let slow: Slow;

beforeEach(() => {
  root = document.createElement("div");
  document.body.append(root);
  slow = new Slow();
  vi.stubGlobal("fetch", slow.fetch);
});

afterEach(() => {
  render(null, root);
  root.remove();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const shows = (text: string) => vi.waitFor(() => expect(root.textContent).toContain(text));
const button = (name: string) => [...root.querySelectorAll("button")].find(({ textContent }) => textContent === name);
const press = (name: string) => (button(name) ?? expect.fail(`no button ${name}`)).click();
const ask = (tell: (progress: Progress) => void = () => {}) => told<unknown>("POST", "/x", { stopped: new AbortController().signal, tell }, asJson({}));

describe("the lines of long work", () => {
  test("L1: steps are told as they come, and the result comes back", async () => {
    const heard: Progress[] = [];
    const result = ask((progress) => heard.push(progress));
    await vi.waitFor(() => expect(slow.asked).toEqual(["/x"]));
    const text = lineOf(STEP) + lineOf({ result: { html: "“é”" } });
    slow.send(text.slice(0, 20));
    slow.send(text.slice(20, 75));
    await vi.waitFor(() => expect(heard).toEqual([STEP]));
    slow.send(text.slice(75));
    expect(await result).toEqual({ html: "“é”" });
  });

  test("L1: a problem is the same as one that was answered at once", async () => {
    const problem = { status: 409, type: "urn:manualboard:problem:stopped", detail: "It was stopped." };
    vi.stubGlobal("fetch", () => Promise.resolve(new Response(lineOf(STEP) + lineOf({ problem }))));
    const failure = await ask().catch((each: unknown) => each);
    expect(failure).toBeInstanceOf(Problem);
    expect(failure).toMatchObject({ status: 409, code: "stopped", message: "It was stopped." });
  });

  test.each(["", lineOf(STEP), '{"result"', "<html>\n"])("L2: lines that end before the result are a problem: %j", async (text) => {
    vi.stubGlobal("fetch", () => Promise.resolve(new Response(text)));
    await expect(ask()).rejects.toThrow("The connection ended before this was done.");
  });
});

function Maker() {
  const working = useWork(MAKING);
  return (
    <>
      <button type="button" onClick={() => working.run(async (work) => JSON.stringify(await told("POST", "/x", work)))}>
        Make
      </button>
      <WorkLine working={working} />
    </>
  );
}

describe("work that was started", () => {
  test("L1: it shows how far it is in words and as a bar, and what came of it", async () => {
    render(<Maker />, root);
    press("Make");
    await shows("Making the file…");
    slow.send(lineOf(STEP));
    await shows("Reading the boards: 3 of 20");
    const bar = root.querySelector("progress") ?? expect.fail("no bar");
    expect([bar.value, bar.max, bar.getAttribute("aria-label")]).toEqual([3, 20, "Reading the boards: 3 of 20"]);
    slow.send(lineOf({ step: "Setting the pages of the PDF", done: 0, of: 0 }));
    await shows("Setting the pages of the PDF");
    expect(root.querySelector("progress")).toBeNull();
    slow.send(lineOf({ result: "made" }));
    await shows('"made"');
    expect(button("Stop")).toBeUndefined();
  });

  test("L1: counts are not said aloud, and a step only when it goes on for long", async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    render(<Maker />, root);
    press("Make");
    await shows("Making the file…");
    const aloud = () => [...root.querySelectorAll("output")].map(({ textContent }) => textContent);
    slow.send(lineOf(STEP));
    await shows("3 of 20");
    expect(aloud()).toEqual(["Making the file…", ""]);
    await vi.advanceTimersByTimeAsync(3_000);
    slow.send(lineOf({ ...STEP, done: 4 }));
    await shows("4 of 20");
    expect(aloud()).toEqual(["Making the file…", "Reading the boards"]);
  });

  test("L3: stopping closes the connection, says so, and the keyboard stays here", async () => {
    render(<Maker />, root);
    press("Make");
    await shows("Stop");
    button("Stop")?.focus();
    press("Stop");
    await shows("Stopped. Nothing was made.");
    expect(slow.stopped.map(({ aborted }) => aborted)).toEqual([true]);
    expect(root.querySelector("[role=alert]")).toBeNull();
    await vi.waitFor(() => expect(document.activeElement?.textContent).toContain("Stopped."));
  });

  test("the keyboard stays here too when the work is done while it is on Stop", async () => {
    render(<Maker />, root);
    press("Make");
    await shows("Stop");
    button("Stop")?.focus();
    slow.send(lineOf({ result: "made" }));
    await shows('"made"');
    expect(document.activeElement?.className).toBe("work-line");
  });
});

function Finder({ since }: { readonly since: number }) {
  const found = useFound((work) => told<string>("POST", `/${since}`, work), since);
  return (
    <>
      <FoundLine found={found} begin="Looking…" />
      <p>{found.value}</p>
    </>
  );
}

describe("what is looked for", () => {
  test("L1: what is there at once is not spoken of", async () => {
    vi.stubGlobal("fetch", () => Promise.resolve(answered("found", STEP)));
    render(<Finder since={1} />, root);
    await shows("found");
    expect(root.querySelector(".work-line")?.textContent?.trim()).toBe("");
  });

  test("L3: what takes long can be stopped, and begun again", async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    render(<Finder since={1} />, root);
    await vi.waitFor(() => expect(slow.asked).toEqual(["/1"]));
    await vi.advanceTimersByTimeAsync(1_000);
    await shows("Looking…");
    press("Stop");
    await shows("Stopped.");
    expect(slow.stopped[0]?.aborted).toBe(true);
    press("Begin again");
    await vi.waitFor(() => expect(slow.asked).toEqual(["/1", "/1"]));
    slow.send(lineOf({ result: "found" }));
    await shows("found");
    expect(root.textContent).not.toContain("Stopped.");
  });

  test("L3: what nobody looks at any more is dropped, and never shown", async () => {
    render(<Finder since={1} />, root);
    await vi.waitFor(() => expect(slow.asked).toEqual(["/1"]));
    render(<Finder since={2} />, root);
    await vi.waitFor(() => expect(slow.asked).toEqual(["/1", "/2"]));
    expect(slow.stopped.map(({ aborted }) => aborted)).toEqual([true, false]);
    slow.send(lineOf({ result: "second" }));
    await shows("second");
    render(null, root);
    expect(root.querySelector("[role=alert]")).toBeNull();
  });
});
