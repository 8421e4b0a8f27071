import { expect, test, vi } from "vitest";
import { Problem } from "../app/api";
import { type Chosen, RegisterRow } from "./register_row";
import type { Kept, RegisterEntry } from "./types";

function kept(attended: "present" | "apologies", revision: number, role = ""): Kept<RegisterEntry> {
  return { revision, entity: { person: "ann", attended, role } };
}

/** A server that answers when it is told to. */
function slowServer() {
  const asked: { chosen: Chosen; revision: number; answer: (kept: Kept<RegisterEntry> | null) => void; fail: (problem: unknown) => void }[] = [];
  const send = (chosen: Chosen, revision: number) =>
    new Promise<Kept<RegisterEntry> | null>((answer, fail) => asked.push({ chosen, revision, answer, fail }));
  return { asked, send };
}

const settled = () => new Promise((resolve) => setTimeout(resolve));

test("G8: choices made quickly one after the other are stored in order, and the last one counts", async () => {
  const { asked, send } = slowServer();
  const row = new RegisterRow(null, send, vi.fn());
  row.choose({ attended: "present" });
  row.choose({ attended: "apologies" });
  row.choose({ role: "scribe" });
  expect(asked.map(({ chosen, revision }) => [chosen.attended, revision])).toEqual([["present", 0]]);
  asked[0]?.answer(kept("present", 1));
  await settled();
  expect(asked[1]).toMatchObject({ chosen: { attended: "apologies", role: "scribe" }, revision: 1 });
  asked[1]?.answer(kept("apologies", 2, "scribe"));
  await settled();
  expect([row.state, row.chosen, asked.length]).toEqual(["saved", { attended: "apologies", role: "scribe" }, 2]);
});

test("G8: where somebody else was faster their row is shown, and it is said", async () => {
  const { asked, send } = slowServer();
  const row = new RegisterRow(kept("present", 1), send, vi.fn());
  row.choose({ attended: null });
  asked[0]?.fail(new Problem(409, "Meanwhile changed.", {}, "stale", kept("apologies", 2)));
  await settled();
  expect([row.state, row.chosen.attended]).toEqual(["saved", "apologies"]);
  expect(row.problem).toBeInstanceOf(Problem);
  row.choose({ attended: null });
  expect(asked[1]?.revision).toBe(2);
});

test("what could not be sent stays chosen and is sent with the next choice", async () => {
  const { asked, send } = slowServer();
  const row = new RegisterRow(null, send, vi.fn());
  row.choose({ attended: "present" });
  asked[0]?.fail(new Problem(0, "The server cannot be reached."));
  await settled();
  expect([row.state, row.chosen.attended]).toEqual(["failed", "present"]);
  row.choose({});
  asked[1]?.answer(kept("present", 1));
  await settled();
  expect(row.state).toBe("saved");
});

test("what others stored is taken, but not over what is on its way", async () => {
  const { asked, send } = slowServer();
  const row = new RegisterRow(kept("present", 1), send, vi.fn());
  row.take(kept("apologies", 2), "first");
  expect(row.chosen.attended).toBe("apologies");
  row.choose({ attended: "present" });
  row.take(kept("apologies", 3), "second");
  expect(row.chosen.attended).toBe("present");
  asked[0]?.answer(kept("present", 4));
  await settled();
  expect(row.chosen.attended).toBe("present");
});

test("G8: what was loaded before a choice was stored does not undo it", async () => {
  const { asked, send } = slowServer();
  const row = new RegisterRow(kept("present", 1), send, vi.fn());
  row.take(kept("present", 1), "before");
  row.choose({ attended: null });
  asked[0]?.answer(null);
  await settled();
  row.take(kept("present", 1), "before");
  expect(row.chosen.attended).toBeNull();
  row.choose({ attended: "apologies" });
  expect(asked[1]?.revision).toBe(0);
  asked[1]?.answer(kept("apologies", 1));
  await settled();
  row.take(kept("present", 2), "after");
  expect(row.chosen.attended).toBe("present");
});

test("somebody who is taken off the register has no role any more", async () => {
  const { asked, send } = slowServer();
  const row = new RegisterRow(kept("present", 1, "chair"), send, vi.fn());
  row.choose({ attended: null });
  asked[0]?.answer(null);
  await settled();
  expect([row.state, row.chosen]).toEqual(["saved", { attended: null, role: "" }]);
});
