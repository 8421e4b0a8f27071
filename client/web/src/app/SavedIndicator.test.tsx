import { signal } from "@preact/signals";
import { render } from "preact";
import { act } from "preact/test-utils";
import { expect, test } from "vitest";
import type { SavedState } from "../sync/saved";
import { SavedIndicator } from "./SavedIndicator";
import { BoardContext, type BoardScope } from "./scope";

function Shown({ scope }: { readonly scope: BoardScope }) {
  return (
    <BoardContext.Provider value={scope}>
      <SavedIndicator />
    </BoardContext.Provider>
  );
}

test("what is said of saving is in one live region, and in no other", async () => {
  const saved = signal<SavedState>({ kind: "saved" });
  const scope = { connection: { saved, byHttp: signal(false) } } as unknown as BoardScope;
  const root = document.createElement("div");
  await act(() => render(<Shown scope={scope} />, root));
  await act(() => {
    saved.value = { kind: "offline", edits: 0, keeping: "kept" };
  });
  const regions = [...root.querySelectorAll("[aria-live], output, [role=status], [role=alert]")];
  expect(regions.map((region) => region.textContent)).toEqual(["Offline: your edits are kept on this device"]);
});
