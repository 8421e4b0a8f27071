import { render } from "preact";
import { act } from "preact/test-utils";
import { expect, test } from "vitest";
import { Announcer } from "./Announcer";
import { BoardContext, type BoardScope } from "./scope";
import { ViewState } from "./view";

function Board({ scope }: { readonly scope: BoardScope }) {
  return (
    <BoardContext.Provider value={scope}>
      <Announcer />
    </BoardContext.Provider>
  );
}

async function announcer(view: ViewState): Promise<HTMLElement> {
  const root = document.createElement("div");
  await act(() => render(<Board scope={{ view } as BoardScope} />, root));
  return root;
}

test("the same words are said again when they are announced again", async () => {
  const view = new ViewState();
  const root = await announcer(view);
  await act(() => view.announce("Undone."));
  const first = root.querySelector("span");
  expect(first?.textContent).toBe("Undone.");
  await act(() => view.announce("Undone."));
  expect(root.querySelector("span")?.textContent).toBe("Undone.");
  expect(root.querySelector("span")).not.toBe(first);
});

test("a dialog does not say again what was said before it opened", async () => {
  const view = new ViewState();
  view.announce("Snapshot taken.");
  const root = await announcer(view);
  expect(root.textContent).toBe("");
  await act(() => view.announce("It is back."));
  expect(root.textContent).toBe("It is back.");
});

test("what is announced in one go is said together, and what comes later by itself", async () => {
  const view = new ViewState();
  const root = await announcer(view);
  await act(() => {
    view.announce("Goal is locked.");
    view.announce("Parking is locked.");
  });
  expect(root.textContent).toBe("Goal is locked. Parking is locked.");
  await act(() => view.announce("Undone."));
  expect(root.textContent).toBe("Undone.");
});
