import type { ComponentChildren } from "preact";
import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Announcements } from "../app/announcements";
import { AnnouncementsContext } from "../app/useAnnouncements";
import { Problem } from "../app/api";
import { ONE_MOMENT } from "../app/useTask";
import { Drafts } from "../text/drafts";
import { ChooseForm } from "./ChooseForm";
import { EntityDialog, type EntityForm } from "./EntityDialog";
import { ProgrammeContext, type ProgrammeScope } from "./scope";
import type { Kept } from "./types";
import { useEdits } from "./use_edits";

interface Named {
  readonly title: string;
}

interface Sent {
  readonly entity: Named;
  readonly revision: number;
  readonly answer: (kept: Kept<Named>) => void;
  readonly refuse: (problem: unknown) => void;
}

const FORM: EntityForm<Named> = {
  fields: { title: { kind: "line", label: "Title" } },
  read: ({ title }) => ({ title }),
  write: (values, entity) => ({ ...entity, ...values }),
};
const KEPT: Kept<Named> = { revision: 1, entity: { title: "Set 1" } };
const AWAY = new Problem(0, "The server cannot be reached.");

let root: HTMLElement;
let voice: Announcements;
let scope: ProgrammeScope;
let sent: Sent[];
let closed: number;

const store = (entity: Named, revision: number) =>
  new Promise<Kept<Named>>((answer, refuse) => void sent.push({ entity, revision, answer, refuse }));
const button = (words: string) =>
  [...root.querySelectorAll("button")].find(({ textContent }) => textContent === words) ?? expect.fail(`no button ${words}`);
const press = (words: string) => act(() => button(words).click());
const said = () => voice.announced.value.words;

beforeEach(() => {
  root = document.createElement("div");
  document.body.append(root);
  voice = new Announcements();
  scope = { drafts: new Drafts("test"), say: (words: string) => voice.announce(words) } as unknown as ProgrammeScope;
  sent = [];
  closed = 0;
});

afterEach(() => {
  render(null, root);
  root.remove();
  localStorage.clear();
});

function Page({ children }: { readonly children: ComponentChildren }) {
  return (
    <AnnouncementsContext.Provider value={voice}>
      <ProgrammeContext.Provider value={scope}>{children}</ProgrammeContext.Provider>
    </AnnouncementsContext.Provider>
  );
}

async function openForm(): Promise<void> {
  const form = (
    <EntityDialog title="A set" place="set" kept={KEPT} form={FORM} store={store} onStored={() => {}} onClose={() => (closed += 1)} />
  );
  await act(() => render(<Page>{form}</Page>, root));
}

async function write(words: string): Promise<void> {
  const field = root.querySelector("input") ?? expect.fail("no field");
  await act(() => {
    field.value = words;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
}

test("a form that is being saved says so on its button, and a second press is answered and sends nothing", async () => {
  await openForm();
  await write("Set one");
  await press("Save");
  expect(button("Saving…").getAttribute("aria-disabled")).toBe("true");
  await press("Saving…");
  expect(said()).toBe(ONE_MOMENT);
  expect(sent).toHaveLength(1);
  await act(() => sent[0]?.answer({ revision: 2, entity: { title: "Set one" } }));
  await vi.waitFor(() => expect([said(), closed]).toEqual(["Saved.", 1]));
});

test("two presses before anything is drawn anew send one thing", async () => {
  await openForm();
  await write("Set one");
  await act(() => {
    button("Save").click();
    button("Save").click();
  });
  expect(sent).toHaveLength(1);
  expect(said()).toBe(ONE_MOMENT);
});

test("what is written while a form is being saved stays in it, and is saved by the next press", async () => {
  await openForm();
  await write("Set one");
  await press("Save");
  await write("Set one, early");
  await act(() => sent[0]?.answer({ revision: 2, entity: { title: "Set one" } }));
  await vi.waitFor(() => expect(root.textContent).toContain("What you have written since is not saved yet."));
  expect(closed).toBe(0);
  await press("Save");
  expect(sent[1]).toMatchObject({ entity: { title: "Set one, early" }, revision: 2 });
  await act(() => sent[1]?.answer({ revision: 3, entity: { title: "Set one, early" } }));
  await vi.waitFor(() => expect(closed).toBe(1));
});

test("where the server is away the words stay, this is said, and the next press sends the same again", async () => {
  await openForm();
  await write("Set one");
  await press("Save");
  await act(() => sent[0]?.refuse(AWAY));
  await vi.waitFor(() => expect(root.querySelector("[role=alert]")?.textContent).toBe(AWAY.message));
  expect(root.querySelector("input")?.value).toBe("Set one");
  await press("Save");
  expect(sent.map(({ entity, revision }) => [entity.title, revision])).toEqual([["Set one", 1], ["Set one", 1]]);
});

test("what somebody chose is sent once, and its button says that it is under way", async () => {
  const work = vi.fn(() => new Promise(() => {}));
  const options = [{ value: "ann", label: "Ann" }];
  const form = (
    <ChooseForm label="Who" ask="Choose" options={options} button="Add" during="Adding…" said="Added." work={work} onDone={() => {}} />
  );
  await act(() => render(<Page>{form}</Page>, root));
  const choice = root.querySelector("select") ?? expect.fail("no choice");
  await act(() => {
    choice.value = "ann";
    choice.dispatchEvent(new Event("change", { bubbles: true }));
  });
  await press("Add");
  await press("Adding…");
  expect(work).toHaveBeenCalledTimes(1);
  expect(said()).toBe(ONE_MOMENT);
});

function Edited() {
  const { kept, edit, problem } = useEdits(KEPT, store);
  const add = (letter: string) => edit(({ title }) => ({ title: title + letter }), ({ title }) => `It is ${title} now.`);
  return (
    <>
      <p>{kept.entity.title}</p>
      {Boolean(problem) && <p role="alert">refused</p>}
      <button type="button" onClick={() => add("a")}>
        a
      </button>
      <button type="button" onClick={() => add("b")}>
        b
      </button>
    </>
  );
}

test("presses that change one thing are stored one after the other, each on what the one before came to", async () => {
  await act(() => render(<Page><Edited /></Page>, root));
  await press("a");
  await press("b");
  expect(sent.map(({ entity }) => entity.title)).toEqual(["Set 1a"]);
  await act(() => sent[0]?.answer({ revision: 2, entity: { title: "Set 1a" } }));
  await vi.waitFor(() => expect(sent[1]).toMatchObject({ entity: { title: "Set 1ab" }, revision: 2 }));
  await act(() => sent[1]?.answer({ revision: 3, entity: { title: "Set 1ab" } }));
  await vi.waitFor(() => expect(root.querySelector("p")?.textContent).toBe("Set 1ab"));
  expect(said()).toBe("It is Set 1ab now.");
});

test("whoever was faster is shown, and that is said", async () => {
  await act(() => render(<Page><Edited /></Page>, root));
  await press("a");
  const newer = { revision: 5, entity: { title: "Set A" } };
  await act(() => sent[0]?.refuse(new Problem(409, "Somebody else changed this.", {}, "stale", newer)));
  await vi.waitFor(() => expect(root.querySelector("p")?.textContent).toBe("Set A"));
  expect(root.querySelector("[role=alert]")).not.toBeNull();
});
