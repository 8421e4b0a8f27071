import { render } from "preact";
import { act } from "preact/test-utils";
import { expect, test, vi } from "vitest";
import { BoardContext, type BoardScope } from "./scope";
import { ONE_MOMENT, useLoaded, useTask, useTasksInTurn } from "./useTask";
import { ViewState } from "./view";

function List({ load }: { readonly load: () => Promise<string> }) {
  const { value, busy, reload } = useLoaded(load, "");
  return (
    <button type="button" onClick={reload}>
      {busy ? "loading" : value}
    </button>
  );
}

test("what is asked while an answer is on its way is asked all the same, and the last answer counts", async () => {
  const answers: ((value: string) => void)[] = [];
  const load = () => new Promise<string>((resolve) => answers.push(resolve));
  const root = document.createElement("div");
  await act(() => render(<List load={load} />, root));
  await act(() => root.querySelector("button")?.click());
  expect(answers).toHaveLength(2);
  expect(root.textContent).toBe("loading");
  await act(() => answers[1]?.("with the new one"));
  await act(() => answers[0]?.("as it was before"));
  expect(root.textContent).toBe("with the new one");
});

interface Begun {
  readonly name: string;
  readonly end: () => void;
}

function Two({ use, begun }: { readonly use: typeof useTask; readonly begun: Begun[] }) {
  const { run, busy } = use();
  const start = (name: string) => run(() => new Promise((resolve) => void begun.push({ name, end: resolve })));
  return (
    <>
      {["first", "second"].map((name) => (
        <button key={name} type="button" aria-disabled={busy} onClick={() => start(name)}>
          {name}
        </button>
      ))}
    </>
  );
}

function Board({ scope, ...two }: { readonly scope: BoardScope; readonly use: typeof useTask; readonly begun: Begun[] }) {
  return (
    <BoardContext.Provider value={scope}>
      <Two {...two} />
    </BoardContext.Provider>
  );
}

async function pressBoth(use: typeof useTask) {
  const view = new ViewState();
  const begun: Begun[] = [];
  const root = document.createElement("div");
  await act(() => render(<Board scope={{ view } as BoardScope} use={use} begun={begun} />, root));
  const [first, second] = root.querySelectorAll("button");
  await act(() => first?.click());
  await act(() => second?.click());
  return { view, begun, root };
}

test("where one thing is done at a time, a press on another is not taken and that is said", async () => {
  const { view, begun } = await pressBoth(useTask);
  expect(begun.map(({ name }) => name)).toEqual(["first"]);
  expect(view.announced.value.words).toBe(ONE_MOMENT);
});

test("what does not depend on each other is done one after the other, and no press is lost", async () => {
  const { view, begun, root } = await pressBoth(useTasksInTurn);
  expect(begun.map(({ name }) => name)).toEqual(["first"]);
  await act(() => begun[0]?.end());
  await vi.waitFor(() => expect(begun.map(({ name }) => name)).toEqual(["first", "second"]));
  expect(root.querySelector("[aria-disabled=true]")).not.toBeNull();
  await act(() => begun[1]?.end());
  await vi.waitFor(() => expect(root.querySelector("[aria-disabled=true]")).toBeNull());
  expect(view.announced.value.words).toBe("");
});
