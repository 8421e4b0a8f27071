import { render } from "preact";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { BoardContext, type BoardScope } from "../app/scope";
import { ViewState } from "../app/view";
import { answered } from "../work/answers";
import { BringBackButton } from "./BringBackButton";

const patient = { timeout: 10_000 };

let root: HTMLElement;
let view: ViewState;

const shows = (words: string) => vi.waitFor(() => expect(root.textContent).toContain(words), patient);
const press = (words: string): void => [...root.querySelectorAll("button")].find(({ textContent }) => textContent?.includes(words))?.click();

function Shown({ scope }: { readonly scope: BoardScope }) {
  return (
    <BoardContext.Provider value={scope}>
      <BringBackButton place="Z" title="Goal" />
    </BoardContext.Provider>
  );
}

beforeEach(async () => {
  view = new ViewState();
  root = document.createElement("div");
  document.body.append(root);
  const scope = { info: { id: "B" }, view } as unknown as BoardScope;
  render(<Shown scope={scope} />, root);
  press("Bring back Goal");
  await shows("Bring back “Goal”?");
});

afterEach(() => {
  render(null, root);
  root.remove();
  vi.unstubAllGlobals();
});

/** The server works until its asker gives up, and then says what became of it. */
function serve(applied: readonly string[] | null): readonly string[] {
  const ids: string[] = [];
  vi.stubGlobal("fetch", (path: string, { body, signal }: { readonly body: string; readonly signal?: AbortSignal }) => {
    ids.push(`${path} ${(JSON.parse(body) as { request_id: string }).request_id}`);
    if (path.endsWith("/stop")) return Promise.resolve(Response.json({ applied }));
    return new Promise((_, refuse) => signal?.addEventListener("abort", () => refuse(new DOMException("", "AbortError"))));
  });
  return ids;
}

test("F7: a part that is back says so, and the question is gone", async () => {
  vi.stubGlobal("fetch", () => Promise.resolve(answered({ applied: ["The card comes back."], snapshot_before: "S" })));
  press("Bring it back");
  await vi.waitFor(() => expect(view.announced.value.words).toBe("Goal is as it was when it was locked."), patient);
  await vi.waitFor(() => expect(root.querySelector("dialog")).toBeNull(), patient);
});

test("L4: who stops bringing a part back reads that nothing was changed, and may begin again", async () => {
  const asked = serve(null);
  press("Bring it back");
  await shows("Going back…");
  press("Stop");
  await shows("Stopped. Nothing on the board was changed.");
  expect(asked).toHaveLength(2);
  expect(new Set(asked.map((each) => each.split(" ")[1])).size).toBe(1);
  press("Bring it back");
  await vi.waitFor(() => expect(asked).toHaveLength(3), patient);
  expect(new Set(asked.map((each) => each.split(" ")[1])).size).toBe(2);
});

test("L4: who stops too late, or leaves the question, hears that the part is back", async () => {
  serve(["The card comes back."]);
  press("Bring it back");
  await shows("Going back…");
  press("Leave it");
  await vi.waitFor(() => expect(view.announced.value.words).toBe("It was too late to stop: Goal is as it was when it was locked."), patient);
  expect(root.querySelector("dialog")).toBeNull();
});
