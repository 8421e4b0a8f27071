import { render } from "preact";
import { act } from "preact/test-utils";
import { expect, it, vi } from "vitest";
import { BoardContext, type BoardScope } from "../app/scope";
import type { Round } from "../model/round";
import { OwnCards } from "./OwnCards";
import { PrivateCards } from "./private_cards";

function Writing({ scope }: { readonly scope: BoardScope }) {
  return (
    <BoardContext.Provider value={scope}>
      <OwnCards round={{ id: "r" } as Round} />
    </BoardContext.Provider>
  );
}

it("P2: a card can be typed in as soon as it is there: no letter goes to the button that added it", async () => {
  const server = { write: vi.fn<() => Promise<never>>(), load: () => Promise.resolve([]) };
  const scope = { privately: new PrivateCards("b p", server), view: {} } as unknown as BoardScope;
  const root = document.createElement("div");
  document.body.append(root);
  await act(() => render(<Writing scope={scope} />, root));
  const add = root.querySelector("button") ?? expect.fail("nothing adds a card");
  add.focus();
  add.click();
  // Before the next frame, and so before the next key.
  await Promise.resolve();
  await Promise.resolve();
  expect(document.activeElement?.localName).toBe("textarea");
  render(null, root);
  root.remove();
});
