import { render } from "preact";
import { act } from "preact/test-utils";
import { expect, test } from "vitest";
import { useLoaded } from "./useTask";

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
