import "fake-indexeddb/auto";
import { expect, it } from "vitest";
import * as Y from "yjs";
import { copyName, DeviceCopy, olderCopies } from "./device_copy";

const DOCUMENT = "k3vq.1/content";

async function written(name: string, text: string): Promise<void> {
  const doc = new Y.Doc();
  const copy = await DeviceCopy.open(name, doc);
  doc.getText("t").insert(0, text);
  await copy.close();
}

async function read(name: string): Promise<string> {
  const doc = new Y.Doc();
  const copy = await DeviceCopy.open(name, doc);
  await copy.close();
  return doc.getText("t").toJSON();
}

it("keeps edits beyond a closed tab, apart for each person and history", async () => {
  await written(copyName(DOCUMENT, "ama"), "mine");
  expect(await read(copyName(DOCUMENT, "ama"))).toBe("mine");
  expect(await read(copyName(DOCUMENT, "ben"))).toBe("");
  expect(await read(copyName("k3vq.2/content", "ama"))).toBe("");
});

it("can be emptied while another tab goes on using it", async () => {
  const name = copyName(DOCUMENT, "cara");
  const other = new Y.Doc();
  const otherCopy = await DeviceCopy.open(name, other);
  other.getText("t").insert(0, "before");
  const copy = await DeviceCopy.open(name, new Y.Doc());
  await copy.empty();
  expect(await read(name)).toBe("");
  other.getMap("after").set("key", "kept");
  await otherCopy.close();
  const doc = new Y.Doc();
  await DeviceCopy.open(name, doc);
  // It waits for what was emptied, which the server sends.
  expect(doc.store.pendingStructs).not.toBeNull();
});

it("finds copies of older histories of the same board and person", async () => {
  await written(copyName("m2x9.1/content", "ama"), "old");
  await written(copyName("m2x9.2/content", "ben"), "somebody else's");
  await written(copyName("zzzz.1/content", "ama"), "another board");
  expect(await olderCopies("m2x9.3/content", "ama")).toEqual([copyName("m2x9.1/content", "ama")]);
});
