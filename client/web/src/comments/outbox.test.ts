import { beforeEach, describe, expect, test } from "vitest";
import { type Answer, Outbox, type Target, type Unsent } from "./outbox";
import type { Said, Thread } from "./thread";

beforeEach(() => localStorage.clear());

const ON_CARD: Target = { on: { root: "cards", id: "k" } };
const THREAD: Thread = { id: "t", root: "cards", place: "k", resolved: false, revision: 1, comments: [] };

/** A server that stores each mark once, and answers as it is told. */
class Server {
  readonly stored = new Map<string, string>();
  readonly asked: string[] = [];
  answers: ("lost" | "away" | Answer)[] = [];

  take = (item: Unsent): Promise<Answer> => {
    this.asked.push(item.text);
    const told = this.answers.shift();
    if (told === "away") return Promise.resolve({ kind: "away" });
    if (told && told !== "lost") return Promise.resolve(told);
    this.stored.set(item.mark, item.text);
    return Promise.resolve(told === "lost" ? { kind: "away" } : { kind: "stored", thread: THREAD });
  };
}

function opened(server: Server, storage?: Storage): readonly [Outbox, Thread[]] {
  const stored: Thread[] = [];
  return [new Outbox("b p", server.take, (thread) => stored.push(thread), storage), stored];
}

function said(text: string): Said {
  return { text, mentions: [], attribution: "name", mark: `mark of ${text}` };
}

const texts = (outbox: Outbox) => outbox.all.value.map(({ text }) => text);

describe("C5: a comment that was sent", () => {
  test("waits until the server has answered, and is sent in its turn", async () => {
    const server = new Server();
    const [outbox, stored] = opened(server);
    outbox.add(said("One"), ON_CARD);
    outbox.add(said("Two"), { thread: "t" });
    server.answers = ["away"];
    expect(await outbox.flush()).toBe(false);
    expect([texts(outbox), outbox.isAway.value]).toEqual([["One", "Two"], true]);
    expect(await outbox.flush()).toBe(true);
    expect(outbox.isAway.value).toBe(false);
    expect([texts(outbox), [...server.stored.values()], stored.length]).toEqual([[], ["One", "Two"], 2]);
  });

  test("is there once when its answer was lost", async () => {
    const server = new Server();
    const [outbox] = opened(server);
    outbox.add(said("One"), ON_CARD);
    server.answers = ["lost"];
    await outbox.flush();
    await outbox.flush();
    expect(server.asked).toEqual(["One", "One"]);
    expect([...server.stored]).toEqual([["mark of One", "One"]]);
  });

  test("is not sent twice at a time", async () => {
    const server = new Server();
    const [outbox] = opened(server);
    outbox.add(said("One"), ON_CARD);
    await Promise.all([outbox.flush(), outbox.flush()]);
    expect(server.asked).toEqual(["One"]);
  });

  test("is there again when the page is opened again, for this person alone", async () => {
    const server = new Server();
    const [before] = opened(server);
    before.add(said("One"), ON_CARD);
    before.add(said("Two"), ON_CARD);
    const [after] = opened(server);
    expect(texts(after)).toEqual(["One", "Two"]);
    expect(after.at(ON_CARD)).toHaveLength(2);
    expect(after.at({ thread: "t" })).toEqual([]);
    expect(texts(new Outbox("b other", server.take, () => undefined))).toEqual([]);
    await after.flush();
    expect(texts(opened(server)[0])).toEqual([]);
  });

  test("that the server refuses says why, stays, and holds up no other", async () => {
    const server = new Server();
    const [outbox] = opened(server);
    outbox.add(said("Too much"), ON_CARD);
    outbox.add(said("Fine"), ON_CARD);
    server.answers = [{ kind: "refused", why: "The board is full." }];
    expect(await outbox.flush()).toBe(true);
    expect(outbox.all.value.map(({ text, problem }) => [text, problem])).toEqual([["Too much", "The board is full."]]);
    const [refused] = outbox.all.value;
    if (refused) outbox.drop(refused);
    expect([texts(outbox), texts(opened(server)[0])]).toEqual([[], []]);
  });

  test("is kept in the tab where the device keeps nothing, and this is known", () => {
    const full = { length: 0, key: () => null, getItem: () => null, removeItem: () => undefined, setItem: () => { throw new Error("full"); } };
    const [outbox] = opened(new Server(), full as unknown as Storage);
    outbox.add(said("One"), ON_CARD);
    expect([outbox.isKept.value, texts(outbox)]).toEqual([false, ["One"]]);
  });
});
