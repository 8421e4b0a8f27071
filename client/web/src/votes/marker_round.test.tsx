import { signal } from "@preact/signals";
import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import * as Y from "yjs";

import { BoardContext, type BoardScope } from "../app/scope";
import { ViewState } from "../app/view";
import { BoardModel } from "../model/board";
import { StageModel } from "../model/stage";
import { openVotes } from "./open_votes";
import { OpenVote } from "./OpenVote";

const ANSWER = { mine: {}, marks: {}, voted: 0, people: 2, so_far: null };
/** Longer than all tries to find the server that has the marks, in milliseconds. */
const ALL_TRIES = 2000;
let root: HTMLElement;
let model: BoardModel;
let view: ViewState;
let stage: StageModel;

function seed(): void {
  const doc = new Y.Doc();
  const launch = { template: "t", version: 1, title: "Launch", area: null, order: "a1", attribution: "none", deleted: null };
  doc.getMap("launches").set("L", new Y.Map(Object.entries(launch)));
  const steps = ["Cold", "Able", "Hot"].map((title, index): [string, unknown] => [title, { title, order: `a${index + 1}` }]);
  const zone = {
    kind: "scale", title: "Heat", hint: "", launch: "L", parent: null, rect: [0, 0, 12, 3], order: "a1", slot: "heat", config: {},
    text: new Y.Text(), columns: new Y.Map(steps), rows: new Y.Map(), verdicts: new Y.Map(), deleted: null,
  };
  doc.getMap("zones").set("Z", new Y.Map(Object.entries(zone)));
  model = new BoardModel(doc);
  const published = new Y.Doc();
  const vote = { kind: "markers", root: "launches", place: "L", state: "open", since: "2026-03-12" };
  published.getMap("votes").set("V", new Y.Map(Object.entries(vote)));
  stage = new StageModel(published);
}

function Shown({ scope }: { readonly scope: BoardScope }) {
  return (
    <BoardContext.Provider value={scope}>
      {openVotes(scope).map((vote) => (
        <OpenVote key={vote.id} vote={vote} />
      ))}
    </BoardContext.Provider>
  );
}

async function show(role: "edit" | "facilitate"): Promise<void> {
  const connection = { stage, role: signal(role), mayEdit: signal(true) };
  const scope = { info: { id: "B" }, connection, model, view } as unknown as BoardScope;
  await act(() => render(<Shown scope={scope} />, root));
  await settled();
}

async function settled(): Promise<void> {
  await act(async () => {
    await vi.advanceTimersByTimeAsync(ALL_TRIES);
  });
}

function answers(...all: readonly Response[]): ReturnType<typeof vi.fn> {
  const queue = [...all];
  const fetched = vi.fn(() => Promise.resolve((queue.length > 1 ? queue.shift() : queue[0])?.clone()));
  vi.stubGlobal("fetch", fetched);
  return fetched;
}

const found = (more: object = {}) => Response.json({ ...ANSWER, ...more });
const elsewhere = () => Response.json({ detail: "It does not answer here." }, { status: 421 });

beforeEach(() => {
  vi.useFakeTimers();
  document.body.replaceChildren();
  root = document.body.appendChild(document.createElement("div"));
  view = new ViewState();
  seed();
});

afterEach(() => {
  render(null, root);
  model.destroy();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

it("V6 asks again until the server that has the marks answers", async () => {
  answers(elsewhere(), elsewhere(), found());
  await show("edit");
  expect(root.querySelectorAll("input[type=radio]")).toHaveLength(3);
  expect(root.textContent).not.toContain("It does not answer here.");
});

it("V6 says so where it does not come back, and lets the facilitator begin again", async () => {
  answers(elsewhere());
  await show("edit");
  expect(root.textContent).toContain("It does not answer here.");
  expect(root.textContent).not.toContain("Begin the round again");
  render(null, root);
  await show("facilitate");
  expect(root.textContent).toContain("Begin the round again");
});

it("V6 sends a mark once, and only to the board's own address", async () => {
  const fetched = answers(found(), found({ marks: { Z: "Able" }, voted: 1 }));
  await show("edit");
  const able = root.querySelectorAll<HTMLInputElement>("input[type=radio]")[1];
  await act(() => able?.click());
  await settled();
  const sent = fetched.mock.calls.filter(([, options]) => options.method === "PUT");
  expect(sent).toEqual([["/api/boards/B/votes/V/marks", expect.objectContaining({ body: '{"marks":{"Z":"Able"}}' })]]);
  expect(view.announced.value.words).toBe("Marked. Only you see it.");
  expect(able?.checked).toBe(true);
});
