import { beforeEach, describe, expect, test } from "vitest";
import type { Cell } from "../model/types";
import { type Answer, PrivateCards, type StoredCard, type Writing } from "./private_cards";

beforeEach(() => localStorage.clear());

/** A server that stores as the real one does, and answers as it is told. */
class Server {
  readonly marks: string[] = [];
  readonly cards = new Map<string, { text: string; cell?: Cell; revision: number; mark: string }>();
  answers: ("lost" | "away" | Answer)[] = [];
  isOver = false;
  /** Each has one column of their own. */
  hasOneColumn = false;

  write = (card: { id: string }, writing: Writing): Promise<Answer> => {
    const told = this.answers.shift();
    if (told === "away") return Promise.resolve({ kind: "away" });
    if (told && told !== "lost") return Promise.resolve(told);
    const answer = this.store(card.id, writing);
    return Promise.resolve(told === "lost" ? { kind: "away" } : answer);
  };

  load = (): Promise<readonly StoredCard[]> =>
    Promise.resolve([...this.cards].map(([card, { text, cell, revision }]) => ({ round: "r", card, text, cell: cell ?? null, certainty: null, revision })));

  private store(id: string, writing: Writing): Answer {
    const { mark, text, after } = writing;
    this.marks.push(mark);
    const found = this.cards.get(id);
    if (found?.mark === mark) return { kind: "stored", revision: found.revision, cell: found.cell ?? null };
    if (this.isOver) return { kind: "over" };
    const isOvertaken = after !== (found?.revision ?? 0);
    if (isOvertaken && found?.text !== text) return { kind: "overtaken" };
    const cell = this.hasOneColumn ? this.inOwnColumn(writing) : writing.cell;
    const revision = found && isOvertaken ? found.revision : after + 1;
    this.cards.set(id, { text, ...(cell && { cell }), revision, mark });
    return { kind: "stored", revision, cell };
  }

  private inOwnColumn({ cell, after_column: before }: Writing): Cell | null {
    const own = [...this.cards.values()].find(({ text }) => text !== "")?.cell?.[1];
    if (!cell || own === undefined || own === cell[1]) return cell;
    if (own !== before) return [cell[0], own];
    for (const card of this.cards.values()) if (card.cell) card.cell = [card.cell[0], cell[1]];
    return cell;
  }
}

function written(cards: PrivateCards, text: string): void {
  const id = cards.add("r");
  const card = cards.of("r").find((each) => each.id === id);
  if (card) cards.write(card, { text });
}

const texts = (cards: PrivateCards) => cards.of("r").map(({ text }) => text);

/** Two windows of a person, on two devices, who has two texts in the column "mine". */
async function twoWindows(): Promise<{ server: Server; one: PrivateCards; other: PrivateCards }> {
  const server = new Server();
  server.hasOneColumn = true;
  const [one, other] = [new PrivateCards("b p", server), new PrivateCards("b p", server, null)];
  for (const row of ["first", "second"]) one.add("r", { cell: [row, "mine"], text: row });
  await one.send();
  await other.load("r");
  return { server, one, other };
}

const columns = (cards: Iterable<{ readonly cell?: Cell | null }>) => new Set([...cards].map(({ cell }) => cell?.[1]));

describe("private cards", () => {
  test("P2: are not saved until the server has answered", async () => {
    const server = new Server();
    const cards = new PrivateCards("b p", server);
    written(cards, "One");
    expect(cards.unsaved.value).toBe(1);
    server.answers = ["away"];
    expect(await cards.send()).toBe(false);
    expect(cards.unsaved.value).toBe(1);
    expect(await cards.send()).toBe(true);
    expect(cards.unsaved.value).toBe(0);
    expect([...server.cards.values()].map(({ text }) => text)).toEqual(["One"]);
  });

  test("P2: an empty card is nothing that could be lost", () => {
    const cards = new PrivateCards("b p", new Server());
    cards.add("r");
    expect(cards.unsaved.value).toBe(0);
    expect(cards.of("r")).toHaveLength(1);
  });

  test("P2: a writing whose answer was lost is sent again as the same, and newer words after it", async () => {
    const server = new Server();
    const cards = new PrivateCards("b p", server);
    written(cards, "One");
    server.answers = ["lost"];
    await cards.send();
    const [card] = cards.of("r");
    if (card) cards.write(card, { text: "Two" });
    await cards.send();
    expect(server.marks[0]).toBe(server.marks[1]);
    expect([...server.cards.values()].map(({ text, revision }) => [text, revision])).toEqual([["Two", 2]]);
    expect(texts(cards)).toEqual(["Two"]);
    expect(cards.unsaved.value).toBe(0);
  });

  test("P2: are there again when the page is opened again, sent or not", async () => {
    const server = new Server();
    const before = new PrivateCards("b p", server);
    written(before, "Sent");
    await before.send();
    written(before, "Not sent");
    const after = new PrivateCards("b p", server);
    expect(texts(after)).toEqual(["Sent", "Not sent"]);
    expect(after.unsaved.value).toBe(1);
    expect(texts(new PrivateCards("b other", server))).toEqual([]);
    await after.send();
    localStorage.clear();
    const elsewhere = new PrivateCards("b p", server);
    await elsewhere.load("r");
    expect(texts(elsewhere)).toEqual(["Sent", "Not sent"]);
  });

  test("P2: stay in the order of their making, wherever the device keeps them", () => {
    const cards = new PrivateCards("b p", new Server());
    const words = Array.from({ length: 20 }, (_, index) => `text ${index}`);
    for (const text of words) written(cards, text);
    expect(texts(new PrivateCards("b p", new Server()))).toEqual(words);
  });

  test("P2: what another window wrote is not overwritten, and neither text is lost", async () => {
    const server = new Server();
    const cards = new PrivateCards("b p", server);
    written(cards, "One");
    await cards.send();
    const [card] = cards.of("r");
    if (!card) throw new Error("there is no card");
    server.cards.set(card.id, { text: "From the other window", revision: 2, mark: "x" });
    cards.write(card, { text: "From this window" });
    await cards.send();
    expect(texts(cards).toSorted()).toEqual(["From the other window", "From this window"]);
    expect([...server.cards.values()].map(({ text }) => text).toSorted()).toEqual(texts(cards).toSorted());
  });

  test("P2: a card that is thrown away is gone here and there", async () => {
    const server = new Server();
    const cards = new PrivateCards("b p", server);
    written(cards, "One");
    await cards.send();
    const [card] = cards.of("r");
    if (card) cards.remove(card);
    await cards.send();
    expect(texts(cards)).toEqual([]);
    expect([...server.cards.values()].map(({ text }) => text)).toEqual([""]);
    expect(new PrivateCards("b p", server).of("r")).toEqual([]);
  });

  test("P2: what the server will not take is said, kept, and sent again once it is changed", async () => {
    const server = new Server();
    const cards = new PrivateCards("b p", server);
    written(cards, "Too long");
    server.answers = [{ kind: "refused", why: "Too long." }];
    await cards.send();
    expect([cards.of("r")[0]?.problem, cards.unsaved.value]).toEqual(["Too long.", 1]);
    await cards.send();
    expect(server.cards.size).toBe(0);
    const [card] = cards.of("r");
    if (card) cards.write(card, { text: "Short" });
    await cards.send();
    expect(cards.unsaved.value).toBe(0);
  });

  test("P8: what is meant for a column that the server does not know yet holds up nothing, and is sent again", async () => {
    const server = new Server();
    const cards = new PrivateCards("b p", server);
    cards.add("r", { cell: ["row", "new"], text: "For the new one" });
    cards.add("r", { cell: ["row", "old"], text: "For the old one" });
    server.answers = [{ kind: "early", why: "Not on the board yet." }];
    expect(await cards.send()).toBe(false);
    expect(cards.of("r").map(({ problem }) => problem)).toEqual(["Not on the board yet.", ""]);
    expect(new PrivateCards("b p", server).of("r").map(({ problem }) => problem)).toEqual(["", ""]);
    expect([...server.cards.values()].map(({ text }) => text)).toEqual(["For the old one"]);
    expect(await cards.send()).toBe(true);
    expect([...server.cards.values()].map(({ text }) => text)).toEqual(["For the old one", "For the new one"]);
    expect(cards.unsaved.value).toBe(0);
  });

  test("P6: what comes after the reveal is kept, and what was revealed is not offered again", async () => {
    const server = new Server();
    const cards = new PrivateCards("b p", server);
    written(cards, "In time");
    await cards.send();
    written(cards, "Too late");
    server.isOver = true;
    cards.close("r", "revealed");
    await cards.send();
    expect(cards.of("r")).toEqual([]);
    expect(cards.late.value.map(({ text }) => text)).toEqual(["Too late"]);
    expect(cards.unsaved.value).toBe(0);
    expect(new PrivateCards("b p", server).late.value.map(({ text }) => text)).toEqual(["Too late"]);
    const [late] = cards.late.value;
    if (late) cards.remove(late);
    expect(cards.late.value).toEqual([]);
  });

  test("P6: a card whose answer was lost before the reveal is not offered as late", async () => {
    const server = new Server();
    const cards = new PrivateCards("b p", server);
    written(cards, "In time");
    server.answers = ["lost"];
    await cards.send();
    server.isOver = true;
    cards.close("r", "revealed");
    await cards.send();
    expect([cards.late.value, cards.of("r"), cards.unsaved.value]).toEqual([[], [], 0]);
  });

  test("P6: of a round that ended all cards stay this person's", async () => {
    const server = new Server();
    const cards = new PrivateCards("b p", server);
    written(cards, "Mine");
    await cards.send();
    cards.close("r", "ended");
    expect(cards.late.value.map(({ text }) => text)).toEqual(["Mine"]);
  });

  test("P6: of older rounds what was revealed is forgotten, and what was not is this person's", async () => {
    const server = new Server();
    const cards = new PrivateCards("b p", server);
    written(cards, "Revealed");
    written(cards, "Left over");
    await cards.send();
    const [revealed] = server.cards.keys();
    server.cards.delete(revealed ?? "");
    await cards.load("newer round");
    expect([cards.of("r"), cards.late.value.map(({ text }) => text)]).toEqual([[], ["Left over"]]);
  });

  test("P8: what is meant for cells goes along into another column, and is sent anew", async () => {
    const server = new Server();
    const cards = new PrivateCards("b p", server);
    cards.add("r", { cell: ["row", "mine"], text: "One" });
    cards.add("r", { cell: ["other row", "mine"], certainty: "guess" });
    await cards.send();
    expect([...server.cards.values()].map(({ text, cell }) => [text, cell])).toEqual([["One", ["row", "mine"]]]);
    cards.moveTo("r", "another");
    expect(cards.unsaved.value).toBe(1);
    await cards.send();
    expect(cards.of("r").map(({ cell }) => cell)).toEqual([["row", "another"], ["other row", "another"]]);
    expect([...server.cards.values()].map(({ cell }) => cell)).toEqual([["row", "another"]]);
  });

  test.each(["a new text", "a changed text", "another column"])("P8: two windows arrive at the column that was taken first; the other brings %s", async (what) => {
    const { server, one, other } = await twoWindows();
    one.moveTo("r", "taken");
    await one.send();
    expect([columns(one.of("r")), one.unsaved.value]).toEqual([new Set(["taken"]), 0]);
    const last = other.of("r")[1] ?? expect.fail("there are two");
    if (what === "a new text") other.add("r", { cell: ["third", "mine"], text: "third" });
    else if (what === "a changed text") other.write(last, { text: "changed" });
    else other.moveTo("r", "elsewhere");
    await other.send();
    expect(columns(server.cards.values())).toEqual(new Set(["taken"]));
    expect([columns(other.of("r")), other.unsaved.value]).toEqual([new Set(["taken"]), 0]);
    expect(other.along.value).toEqual({ round: "r", column: "taken" });
    expect(one.along.value).toBe(null);
    expect(server.cards.size).toBe(what === "a new text" ? 3 : 2);
    other.moveTo("r", "elsewhere");
    await other.send();
    expect([columns(server.cards.values()), other.along.value]).toEqual([new Set(["elsewhere"]), null]);
  });

  test("P8: a column that is chosen while the last choice is on its way is not undone by its answer", async () => {
    const { server, one } = await twoWindows();
    one.moveTo("r", "taken");
    const sent = one.send();
    one.moveTo("r", "better");
    await sent;
    expect([columns(one.of("r")), columns(server.cards.values())]).toEqual([new Set(["better"]), new Set(["better"])]);
    expect([one.along.value, one.unsaved.value]).toEqual([null, 0]);
  });

  test("P8: what another window moved is shown there", async () => {
    const server = new Server();
    const cards = new PrivateCards("b p", server);
    cards.add("r", { cell: ["row", "mine"], text: "One" });
    await cards.send();
    for (const card of server.cards.values()) card.cell = ["row", "another"];
    await cards.load("r");
    expect(cards.of("r").map(({ cell }) => cell)).toEqual([["row", "another"]]);
    expect([cards.unsaved.value, cards.along.value]).toEqual([0, { round: "r", column: "another" }]);
  });

  test("P2: where the device keeps nothing that is known", () => {
    const full = { length: 0, key: () => null, getItem: () => null, removeItem: () => undefined, setItem: () => { throw new Error("full"); } };
    const cards = new PrivateCards("b p", new Server(), full as unknown as Storage);
    written(cards, "One");
    expect([cards.isKept.value, texts(cards)]).toEqual([false, ["One"]]);
  });
});
