import { signal } from "@preact/signals";
import { render } from "preact";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import * as Y from "yjs";

import { BoardContext, type BoardScope } from "../app/scope";
import { ViewState } from "../app/view";
import { StageModel } from "../model/stage";
import { BoardModel } from "../model/board";
import { Drafts } from "../text/drafts";
import { SnapshotsDialog } from "../snapshots/SnapshotsDialog";
import { answered } from "../work/answers";
import { copyReport } from "./copy_report";
import { ExportDialog } from "./ExportDialog";
import type { Layout } from "./exports_api";
import { moved } from "./choices";
import { safeFragment } from "./safe_fragment";

const OWN = "data:image/svg+xml;base64,PHN2Zy8+";

interface Sent {
  readonly method: string;
  readonly path: string;
  readonly body: Record<string, unknown>;
}

let doc: Y.Doc;
let model: BoardModel;
let view: ViewState;
let root: HTMLElement;
let sent: Sent[];
let role: string;

const PREVIEW = {
  snapshot: { id: "S1", label: "12 March, after core conversation" },
  html: "<section><h2>Prevention</h2><p>We <strong>agree</strong>.</p></section>",
  text: "## Prevention\n\nWe **agree**.",
  findings: [
    { code: "no_year", place: "Prevention", problem: "A reference has no year.", fix: "Add the year.", severity: "advice", what: "", id: "", board: "B", address: "" },
    { code: "icb-mismatch", place: "Group one", problem: "An ICB is left out.", fix: "Correct it.", severity: "advice", what: "group", id: "G1", board: "B", address: "/programmes/P/groups/G1#icbs" },
    { code: "spelt-two-ways", place: "People", problem: "They may be the same.", fix: "Write one.", severity: "advice", what: "people", id: "", board: "B", address: "/b/B#people" },
  ],
  left_out: ["Housing"],
};

const SNAPSHOT = { id: "S1", label: "12 March", reason: "by hand", by: "Ama", at: "2026-03-12T10:00:00Z" };

function layout(id: string, title: string, more: Partial<Layout>): Layout {
  return { id, title, hint: "", slots: [], kinds: [], programme: false, chooses: "launches", parts: [], ...more };
}

const ANSWERS: Readonly<Record<string, unknown>> = {
  "GET /api/layouts": {
    layouts: [
      layout("manual_section", "Record of each area", { chooses: "areas", parts: ["context", "annex", "withheld"] }),
      layout("grid_section", "Grid", { kinds: ["grid"] }),
      layout("recs_full", "Recommendations", { slots: ["national", "local"], parts: ["labels"] }),
      layout("group_summary", "Groups", { programme: true, chooses: "nothing" }),
    ],
  },
  "GET /api/boards/B/session": { place: null },
  "POST /api/boards/B/exports/preview": PREVIEW,
  "GET /api/boards/B/snapshots": { snapshots: [SNAPSHOT] },
  "GET /api/boards/B/snapshots/S1/restore": { changes: ["The card “one” comes back.", "The area “Housing” is renamed."] },
  "POST /api/boards/B/snapshots/S1/restore": { applied: ["The card “one” comes back."], snapshot_before: "S2" },
  "POST /api/boards/B/snapshots": SNAPSHOT,
};

interface Request {
  readonly method?: string;
  readonly body?: string | null;
  readonly headers?: HeadersInit;
}

async function answer(path: string, { method = "GET", body = null, headers = {} }: Request): Promise<Response> {
  sent.push({ method, path, body: (JSON.parse(body ?? "null") ?? {}) as Record<string, unknown> });
  if (path === "/api/boards/B/exports" || path === "/api/boards/B/pictures") {
    return answered({ name: "Café.docx", media_type: "application/zip", content: btoa("file") });
  }
  const found = ANSWERS[`${method} ${path}`] ?? {};
  return new Headers(headers).get("Accept") === "application/x-ndjson" ? answered(found) : Response.json(found);
}

function addZone(id: string, fields: Record<string, unknown>): void {
  const zone = {
    kind: "list", title: "", hint: "", launch: "L", parent: null, rect: [0, 0, 12, 3], order: "a2", slot: "", config: {},
    text: new Y.Text(), columns: new Y.Map(), rows: new Y.Map(), verdicts: new Y.Map(), deleted: null, ...fields,
  };
  doc.getMap("zones").set(id, new Y.Map(Object.entries(zone)));
}

function kindsOffered(): readonly string[] {
  return [...root.querySelectorAll("input[name=layout]")].map((input) => input.closest("label")?.textContent ?? "");
}

function addArea(title: string): string {
  return model.edits.addArea("Z", title);
}

function Shown({ scope, children }: { readonly scope: BoardScope; readonly children: preact.ComponentChildren }) {
  return <BoardContext.Provider value={scope}>{children}</BoardContext.Provider>;
}

async function show(dialog: preact.ComponentChildren): Promise<void> {
  const connection = { mayEdit: signal(true), role: signal(role), caughtUp: signal(true), stage: new StageModel(new Y.Doc()) };
  const scope = { info: { id: "B" }, connection, model, view, drafts: new Drafts("B") } as unknown as BoardScope;
  render(<Shown scope={scope}>{dialog}</Shown>, root);
  await vi.waitFor(() => expect(root.querySelector("dialog")).not.toBeNull());
}

const shows = (text: string) => vi.waitFor(() => expect(root.textContent).toContain(text));

function named(selector: string, name: string): HTMLElement {
  const found = [...root.querySelectorAll<HTMLElement>(selector)].find((each) => each.textContent?.replace(/\s+/g, " ").trim() === name);
  return found ?? expect.fail(`no ${selector} “${name}”`);
}

function previews(): readonly Sent[] {
  return sent.filter(({ path }) => path.endsWith("/preview"));
}

function pictures(): readonly Sent[] {
  return sent.filter(({ path }) => path.endsWith("/pictures"));
}

function lastOptions(): Record<string, unknown> {
  return previews().at(-1)?.body["options"] as Record<string, unknown>;
}

beforeEach(() => {
  localStorage.clear();
  doc = new Y.Doc();
  const launch = { template: "t", version: 1, title: "Manualize", area: null, order: "a1", attribution: "name", deleted: null };
  doc.getMap("launches").set("L", new Y.Map(Object.entries(launch)));
  addZone("Z", { kind: "areas", title: "Areas", order: "a1" });
  model = new BoardModel(doc);
  view = new ViewState();
  sent = [];
  role = "facilitate";
  vi.stubGlobal("fetch", answer);
  root = document.createElement("div");
  document.body.append(root);
});

afterEach(() => {
  render(null, root);
  root.remove();
  model.destroy();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const noop = (): void => undefined;

describe("the export", () => {
  test("X2: shows the report, names its snapshot, and what was found and left out", async () => {
    await show(<ExportDialog onClose={noop} />);
    await shows("12 March, after core conversation");
    expect(root.querySelector(".report strong")?.textContent).toBe("agree");
    await shows("A reference has no year.");
    await shows("Housing");
    expect(previews()[0]?.body["snapshot"]).toBeNull();
  });

  test("X2: every file and every further preview is of the snapshot that was shown", async () => {
    vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(noop);
    vi.stubGlobal("URL", Object.assign(URL, { createObjectURL: () => "blob:x", revokeObjectURL: noop }));
    await show(<ExportDialog onClose={noop} />);
    await shows("12 March");
    named("button", "Word").click();
    await shows("Word: saved as “Café.docx”.");
    const made = sent.find(({ path }) => path === "/api/boards/B/exports");
    expect(made?.body).toMatchObject({ format: "docx", layout: "manual_section", snapshot: "S1" });
    named("label", "Annex: the cards each area came from").querySelector("input")?.click();
    await vi.waitFor(() => expect(previews()).toHaveLength(2));
    expect(previews()[1]?.body["snapshot"]).toBe("S1");
    await vi.waitFor(() => expect(root.querySelector("[aria-busy=false]")).not.toBeNull());
    expect(root.textContent).toContain("This is the board as it is now, kept as the snapshot “12 March, after core conversation”.");
    addArea("Housing");
    await shows("The board was changed since this was made");
    named("button", "Use the board as it is now").click();
    await shows("This is the board as it is now");
    await vi.waitFor(() => expect(previews()).toHaveLength(3));
    expect(previews()[2]?.body["snapshot"]).toBeNull();
  });

  test("X15: a file that takes long can be stopped, and nothing is made of it", async () => {
    await show(<ExportDialog onClose={noop} />);
    await shows("12 March");
    const stopped: AbortSignal[] = [];
    vi.stubGlobal("fetch", (_path: string, asked: { readonly signal: AbortSignal }) => {
      stopped.push(asked.signal);
      return new Promise((_, refuse) => asked.signal.addEventListener("abort", () => refuse(new DOMException("", "AbortError"))));
    });
    named("button", "PDF").click();
    await shows("Making the file…");
    named("button", "Stop").click();
    await shows("Stopped. Nothing was made.");
    expect(stopped.map(({ aborted }) => aborted)).toEqual([true]);
    expect(document.activeElement?.textContent).toContain("Stopped.");
    expect(root.querySelector("[role=alert]")?.textContent ?? "").toBe("");
  });

  test("X11: a picture of a chosen part is of the snapshot that was shown", async () => {
    vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(noop);
    vi.stubGlobal("URL", Object.assign(URL, { createObjectURL: () => "blob:x", revokeObjectURL: noop }));
    const area = addArea("Housing");
    await show(<ExportDialog onClose={noop} />);
    await shows("12 March");
    const select = root.querySelector<HTMLSelectElement>(".export-picture select") ?? expect.fail("no choice of parts");
    expect([...select.options].map(({ text }) => text)).toEqual(["The whole board", "Manualize", "Area: Housing"]);
    named("button", "PNG").click();
    await shows("Saved as “Café.docx”.");
    select.value = area;
    select.dispatchEvent(new Event("change"));
    await vi.waitFor(() => expect(select.value).toBe(area));
    named("button", "Words for who does not see it").click();
    await vi.waitFor(() => expect(pictures()).toHaveLength(2));
    expect(pictures().map(({ body }) => body)).toEqual([
      { part: null, format: "png", snapshot: "S1" },
      { part: area, format: "text", snapshot: "S1" },
    ]);
  });

  test("X2: a chosen snapshot is not called the board as it is now, and the board is one press away", async () => {
    await show(<ExportDialog onClose={noop} snapshot="S1" />);
    await shows("This is not the board as it is now, but the snapshot “12 March");
    named("button", "Use the board as it is now").click();
    await shows("This is the board as it is now");
    await vi.waitFor(() => expect(previews().at(-1)?.body["snapshot"]).toBeNull());
  });

  test("X4: all areas are asked for unless some are unticked or put in another order", async () => {
    const [first, second] = [addArea("Prevention"), addArea("Housing")];
    await show(<ExportDialog onClose={noop} />);
    await vi.waitFor(() => expect(previews()).toHaveLength(1));
    expect(lastOptions()["areas"]).toBeNull();
    named("button", "Down Prevention").click();
    await vi.waitFor(() => expect(lastOptions()["areas"]).toEqual([second, first]));
    named("label", "Housing").querySelector("input")?.click();
    await vi.waitFor(() => expect(lastOptions()["areas"]).toEqual([first]));
  });

  test("X7: offers the layouts of which the board has a zone, and no others", async () => {
    addZone("N", { kind: "table", slot: "national" });
    addZone("G", { kind: "grid", deleted: "2026-03-12T10:00:00Z" });
    await show(<ExportDialog onClose={noop} />);
    await vi.waitFor(() => expect(kindsOffered()).toEqual(["Record of each area", "Recommendations"]));
    named("label", "Recommendations").querySelector("input")?.click();
    await vi.waitFor(() => expect(previews().at(-1)?.body["layout"]).toBe("recs_full"));
    named("label", "What each passage is, such as situation, example or why");
    named("label", "Manualize").querySelector("input")?.click();
    await vi.waitFor(() => expect(lastOptions()["launches"]).toEqual([]));
  });

  test("X8: offers what comes from a programme on a board that stands in one, to who facilitates", async () => {
    const place = { programme: "P", session: "S", group_title: "One", number: 1 };
    vi.stubGlobal("fetch", (path: string, request: Request) =>
      path === "/api/boards/B/session" ? Promise.resolve(Response.json({ place })) : answer(path, request),
    );
    await show(<ExportDialog onClose={noop} />);
    await vi.waitFor(() => expect(kindsOffered()).toContain("Groups"));
    named("label", "Groups").querySelector("input")?.click();
    await vi.waitFor(() => expect(root.textContent).not.toContain("in this order"));
    render(null, root);
    role = "edit";
    await show(<ExportDialog onClose={noop} />);
    await vi.waitFor(() => expect(kindsOffered()).toEqual(["Record of each area"]));
    expect(sent.some(({ path }) => path === "/api/boards/B/session")).toBe(false);
  });

  test("X9: a finding about who was present opens the list of them", async () => {
    const closed = vi.fn<() => void>();
    await show(<ExportDialog onClose={closed} />);
    await shows("They may be the same.");
    named("button", "Go there: People").click();
    expect(closed).toHaveBeenCalledOnce();
    expect(view.dialog.value).toEqual({ name: "people" });
  });

  test("X9: what is not on the board is a link to its place, and what cannot be opened none", async () => {
    await show(<ExportDialog onClose={noop} />);
    await shows("They may be the same.");
    const links = [...root.querySelectorAll<HTMLAnchorElement>(".export-findings a")];
    expect(links.map((each) => each.getAttribute("href"))).toEqual(["/programmes/P/groups/G1#icbs"]);
    named("a", "Go there: Group one, in a new tab");
  });

  test("headings start where the report needs them", async () => {
    await show(<ExportDialog onClose={noop} />);
    const select = root.querySelector("select") ?? expect.fail("no level");
    select.value = "4";
    select.dispatchEvent(new Event("change", { bubbles: true }));
    await vi.waitFor(() => expect(lastOptions()["heading_level"]).toBe(4));
  });
});

describe("Copy for Word", () => {
  class Item {
    constructor(readonly parts: Record<string, Blob>) {}
  }

  test("puts formatted and plain text on the clipboard", async () => {
    const written: Item[] = [];
    vi.stubGlobal("ClipboardItem", Item);
    vi.stubGlobal("navigator", { clipboard: { write: async (items: Item[]) => void written.push(...items) } });
    expect(await copyReport(root, "<h2>One</h2>", "## One")).toBe(true);
    expect(await written[0]?.parts["text/html"]?.text()).toContain("<body><h2>One</h2></body>");
    expect(await written[0]?.parts["text/plain"]?.text()).toBe("## One");
  });

  test("falls back to copying a selection, and leaves it selected when that is closed too", async () => {
    vi.stubGlobal("ClipboardItem", undefined);
    const data = { setData: vi.fn<(type: string, value: string) => void>() };
    document.execCommand = () => {
      const event = Object.assign(new Event("copy"), { clipboardData: data });
      return document.dispatchEvent(event);
    };
    root.textContent = "One";
    expect(await copyReport(root, "<h2>One</h2>", "## One")).toBe(true);
    expect(data.setData.mock.calls.map(([type]) => type)).toEqual(["text/html", "text/plain"]);
    document.execCommand = () => false;
    expect(await copyReport(root, "<h2>One</h2>", "## One")).toBe(false);
    expect(getSelection()?.toString()).toBe("One");
  });
});

test("a preview takes over only what a report is made of", () => {
  const shown = document.createElement("div");
  const html = `<h2 onclick="x()" class="a">Hi</h2><script>x()</script><img src=x onerror=x()><a href="javascript:x()">a</a>
    <a href="https://e.org">b</a><custom>kept</custom><div class="callout area"></div><svg><p>gone</p></svg>`;
  shown.append(safeFragment(html));
  expect(shown.querySelectorAll("script, img, svg, [onclick], [onerror]")).toHaveLength(0);
  expect([...shown.querySelectorAll("a")].map((each) => each.getAttribute("href"))).toEqual([null, "https://e.org"]);
  expect(shown.querySelector("div")?.className).toBe("report-callout");
  expect(shown.textContent?.replace(/\s+/g, " ")).toBe("Hia bkept");
});

const figureOf = (source: string): string =>
  `<figure><img src="${source}" alt="All that is in it" onload="x()"><figcaption>Figure 1: Ours</figcaption></figure>`;

test("X14: a preview shows a picture that is in it, with its words, and none from elsewhere", () => {
  const shown = document.createElement("div");
  const elsewhere = ["https://e.org/a.png", "data:text/html;base64,PGI+", "javascript:x()", "data:image/png;base64,AA=="];
  shown.append(safeFragment([OWN, ...elsewhere].map(figureOf).join("")));
  const images = [...shown.querySelectorAll("img")];
  expect(images.map(({ src, alt }) => [src, alt])).toEqual([[OWN, "All that is in it"]]);
  expect(images.flatMap((image) => image.getAttributeNames()).toSorted()).toEqual(["alt", "src"]);
  expect(shown.querySelectorAll("figcaption")).toHaveLength(5);
});

test("an area is moved a step, and not beyond the ends", () => {
  expect(moved(["a", "b", "c"], "b", 1)).toEqual(["a", "c", "b"]);
  expect(moved(["a", "b"], "b", 1)).toEqual(["a", "b"]);
});

describe("snapshots", () => {
  test("D7: going back is previewed, and done once under one id", async () => {
    await show(<SnapshotsDialog onClose={noop} />);
    await shows("taken by Ama");
    named("button", "Go back to 12 March").click();
    await shows("The area “Housing” is renamed.");
    named("button", "Go back to “12 March”").click();
    await shows("Done. This was changed:");
    const asked = sent.filter(({ method, path }) => method === "POST" && path.endsWith("/restore"));
    expect(asked).toHaveLength(1);
    expect(asked[0]?.body["request_id"]).toMatch(/^\w{10,}$/);
  });

  test.each([
    [null, "Stopped. Nothing on the board was changed."],
    [["The card “one” comes back."], "It was too late to stop. This was changed:"],
  ])("L4: who stops going back is told what became of it: %j", async (applied, words) => {
    await show(<SnapshotsDialog onClose={noop} />);
    await shows("taken by Ama");
    named("button", "Go back to 12 March").click();
    await shows("The area “Housing” is renamed.");
    const ids: unknown[] = [];
    vi.stubGlobal("fetch", (path: string, request: Request & { readonly signal?: AbortSignal }) => {
      if (path.endsWith("/restore") || path.endsWith("/stop")) ids.push((JSON.parse(request.body ?? "{}") as { request_id?: string }).request_id);
      if (path.endsWith("/stop")) return Promise.resolve(Response.json({ applied }));
      if (!path.endsWith("/restore")) return answer(path, request);
      return new Promise((_, refuse) => request.signal?.addEventListener("abort", () => refuse(new DOMException("", "AbortError"))));
    });
    named("button", "Go back to “12 March”").click();
    await shows("Going back…");
    named("button", "Stop").click();
    await shows(words);
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
    expect(root.querySelector("[role=alert]")).toBeNull();
  });

  test("only who facilitates can go back", async () => {
    role = "edit";
    await show(<SnapshotsDialog onClose={noop} />);
    await shows("taken by Ama");
    expect(root.textContent).not.toContain("Go back");
  });

  test("one is taken by hand, under a name", async () => {
    await show(<SnapshotsDialog onClose={noop} />);
    await shows("taken by Ama");
    const input = root.querySelector("input") ?? expect.fail("no name");
    input.value = "After lunch";
    input.dispatchEvent(new InputEvent("input", { bubbles: true }));
    await vi.waitFor(() => expect(input.value).toBe("After lunch"));
    root.querySelector("form")?.requestSubmit();
    await vi.waitFor(() => expect(sent.some(({ method, body }) => method === "POST" && body["label"] === "After lunch")).toBe(true));
    await vi.waitFor(() => expect(view.announced.value.words).toContain("Snapshot taken"));
  });
});
