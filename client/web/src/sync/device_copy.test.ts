import "fake-indexeddb/auto";
import { afterEach, describe, expect, it, vi } from "vitest";
import * as Y from "yjs";
import { copyName, DeviceCopy, type Keeping, olderCopies } from "./device_copy";

const DOCUMENT = "k3vq.1/content";

async function written(name: string, text: string): Promise<void> {
  const doc = new Y.Doc();
  const copy = await DeviceCopy.open(name, doc);
  doc.getText("t").insert(0, text);
  copy.close();
}

async function read(name: string): Promise<string> {
  const doc = new Y.Doc();
  const copy = await DeviceCopy.open(name, doc);
  copy.close();
  return doc.getText("t").toJSON();
}

/** Resolves once the copy says so. */
function says(copy: DeviceCopy, keeping: Keeping): Promise<void> {
  return new Promise((resolve) => {
    copy.keeping.subscribe((now) => {
      if (now === keeping) resolve();
    });
  });
}

/** What a fresh tab would find, read past every lock of this page. */
async function rows(name: string): Promise<readonly Uint8Array[]> {
  return new Promise((resolve) => {
    const asked = indexedDB.open(name);
    asked.addEventListener("success", () => {
      const all = asked.result.transaction("updates").objectStore("updates").getAll();
      all.addEventListener("success", () => {
        asked.result.close();
        resolve(all.result);
      });
    });
  });
}

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

it("keeps edits beyond a closed tab, apart for each person and history", async () => {
  await written(copyName(DOCUMENT, "ama"), "mine");
  expect(await read(copyName(DOCUMENT, "ama"))).toBe("mine");
  expect(await read(copyName(DOCUMENT, "ben"))).toBe("");
  expect(await read(copyName("k3vq.2/content", "ama"))).toBe("");
});

it("is empty once the only tab has emptied it, also of what it had not yet written", async () => {
  const name = copyName(DOCUMENT, "cara");
  await written(name, "left behind");
  const doc = new Y.Doc();
  const copy = await DeviceCopy.open(name, doc);
  doc.getText("t").insert(0, "on its way");
  await copy.empty();
  expect(await rows(name)).toEqual([]);
});

it("leaves what another tab wrote meanwhile, though that tab can write nothing more", async () => {
  const name = copyName(DOCUMENT, "jo");
  const server = new Y.Doc();
  server.getText("t").insert(0, "from the server");
  const other = new Y.Doc();
  const otherCopy = await DeviceCopy.open(name, other);
  Y.applyUpdate(other, Y.encodeStateAsUpdate(server));
  const refused = new Y.Doc();
  const copy = await DeviceCopy.open(name, refused);
  other.getText("t").insert(0, "unsent, ");
  await says(otherCopy, "kept");
  otherCopy.close();
  refused.getText("t").insert(0, "refused, ");
  await copy.empty();
  const doc = new Y.Doc();
  await DeviceCopy.open(name, doc);
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(server));
  expect(doc.getText("t").toJSON()).toBe("unsent, from the server");
});

it("is written anew by the other tab, with what the emptied one had taken in of it", async () => {
  const name = copyName(DOCUMENT, "kim");
  const other = new Y.Doc();
  const otherCopy = await DeviceCopy.open(name, other);
  other.getText("t").insert(0, "unsent");
  await says(otherCopy, "kept");
  const copy = await DeviceCopy.open(name, new Y.Doc());
  const isAnew = says(otherCopy, "keeping").then(() => says(otherCopy, "kept"));
  await copy.empty();
  await isAnew;
  otherCopy.close();
  expect(await read(name)).toBe("unsent");
});

it("finds copies of older histories of the same board and person", async () => {
  await written(copyName("m2x9.1/content", "ama"), "old");
  await written(copyName("m2x9.2/content", "ben"), "somebody else's");
  await written(copyName("zzzz.1/content", "ama"), "another board");
  expect(await olderCopies("m2x9.3/content", "ama")).toEqual([copyName("m2x9.1/content", "ama")]);
});

describe("what it says of keeping", () => {
  it("is true only once the newest edit is stored", async () => {
    const name = copyName(DOCUMENT, "dora");
    const doc = new Y.Doc();
    const copy = await DeviceCopy.open(name, doc);
    expect(copy.keeping.value).toBe("kept");
    doc.getText("t").insert(0, "newest");
    expect(copy.keeping.value).toBe("keeping");
    await says(copy, "kept");
    const found = new Y.Doc();
    for (const row of await rows(name)) Y.applyUpdate(found, row);
    expect(found.getText("t").toJSON()).toBe("newest");
  });

  it("waits for every edit, and asks for strict durability of one's own", async () => {
    const doc = new Y.Doc();
    const copy = await DeviceCopy.open(copyName(DOCUMENT, "eve"), doc);
    const asked = vi.spyOn(IDBDatabase.prototype, "transaction");
    for (const letter of "abc") doc.getText("t").insert(0, letter);
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(withText("theirs")));
    expect(asked.mock.calls.map(([, , options]) => options?.durability)).toEqual(["strict", "strict", "strict", "relaxed"]);
    await says(copy, "kept");
    expect((await rows(copyName(DOCUMENT, "eve"))).length).toBe(5);
  });

  it("is that it cannot where the browser has no storage or will not open it", async () => {
    const open = vi.spyOn(indexedDB, "open").mockImplementation(() => {
      const request = new EventTarget();
      queueMicrotask(() => request.dispatchEvent(new Event("error")));
      return request as IDBOpenDBRequest;
    });
    const refused = await DeviceCopy.open(copyName(DOCUMENT, "fay"), new Y.Doc());
    expect(refused.keeping.value).toBe("cannot");
    open.mockRestore();
    vi.stubGlobal("indexedDB", undefined);
    const doc = new Y.Doc();
    const none = await DeviceCopy.open(copyName(DOCUMENT, "fay"), doc);
    doc.getText("t").insert(0, "only here");
    expect(none.keeping.value).toBe("cannot");
    expect(await olderCopies(DOCUMENT, "fay")).toEqual([]);
    await none.empty();
  });

  it("turns when the disk is full, and back when there is room, with all that was missed", async () => {
    const name = copyName(DOCUMENT, "gil");
    const doc = new Y.Doc();
    const copy = await DeviceCopy.open(name, doc);
    const full = vi.spyOn(IDBObjectStore.prototype, "add").mockImplementation(function (this: IDBObjectStore) {
      this.transaction.abort();
      return new EventTarget() as IDBRequest<IDBValidKey>;
    });
    doc.getText("t").insert(0, "missed ");
    await says(copy, "cannot");
    full.mockRestore();
    doc.getText("t").insert(7, "and kept");
    await says(copy, "kept");
    copy.close();
    expect(await read(name)).toBe("missed and kept");
  });
});

it("takes in what a tab that is closed by now has written", async () => {
  const name = copyName(DOCUMENT, "hal");
  const doc = new Y.Doc();
  const copy = await DeviceCopy.open(name, doc);
  await written(name, "left by the other tab");
  expect(doc.getText("t").toJSON()).toBe("");
  await copy.reread();
  expect(doc.getText("t").toJSON()).toBe("left by the other tab");
});

it("makes one row of many", async () => {
  const name = copyName(DOCUMENT, "ida");
  const doc = new Y.Doc();
  const copy = await DeviceCopy.open(name, doc);
  for (let letter = 0; letter < 1200; letter += 1) doc.getText("t").insert(letter, "x");
  await says(copy, "kept");
  expect((await rows(name)).length).toBeLessThan(500);
  expect(await read(name)).toBe("x".repeat(1200));
});

function withText(text: string): Y.Doc {
  const doc = new Y.Doc();
  doc.getText("other").insert(0, text);
  return doc;
}
