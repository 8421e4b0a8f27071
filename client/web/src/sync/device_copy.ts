/**
 * The copy of a board on this device, so that edits survive a closed tab and a lost network.
 *
 * A row of the store is an update; together they are the board. Each edit is written at once, in a transaction of its own,
 * and is kept when that has completed. Several tabs of one person write to one store; each knows which rows it has in its
 * document, and empties the store of those alone.
 */

import { type ReadonlySignal, signal } from "@preact/signals";
import * as Y from "yjs";

const PREFIX = "manualboard ";
const ROWS = "updates";

/** How long opening waits for the copy before it goes on without, in milliseconds. */
const PATIENCE = 3000;

/** Rows after which they are made one, so that opening stays quick. */
const MOST_ROWS = 500;

/** Whether all that this page has is on the device: it is, it is being written, or this browser cannot. */
export type Keeping = "kept" | "keeping" | "cannot";

/** One name a document, epoch and participant: nobody gets another's copy, or one of an older history. */
export function copyName(document: string, participant: string): string {
  return `${PREFIX}${document} ${participant}`;
}

export class DeviceCopy {
  private readonly state = signal<Keeping>("keeping");
  private db: IDBDatabase | null = null;
  private rows = 0;
  private writing = 0;
  /** Something is not in the rows, nor on its way there: what is written next must be the whole board. */
  private lacks = true;
  private over = false;
  /** Keys of the rows that the document has, read or written by this page. */
  private readonly known = new Set<IDBValidKey>();
  private readonly others: BroadcastChannel;

  private constructor(
    private readonly name: string,
    private readonly doc: Y.Doc,
  ) {
    doc.on("update", this.note);
    this.others = new BroadcastChannel(name);
    this.others.addEventListener("message", () => this.writeAll());
  }

  /** Read the copy into `doc` and keep it up to date. */
  static async open(name: string, doc: Y.Doc): Promise<DeviceCopy> {
    const copy = new DeviceCopy(name, doc);
    await Promise.race([copy.load(), delay(PATIENCE)]);
    copy.publish();
    return copy;
  }

  get keeping(): ReadonlySignal<Keeping> {
    return this.state;
  }

  /** Take in what other tabs wrote here, those that are closed by now included, and make one row of all. */
  reread(): Promise<void> {
    this.rows = 0;
    return this.write((store, note) => {
      const read: IDBRequest<Uint8Array[]> = store.getAll();
      read.addEventListener("success", () => {
        const take = () => read.result.forEach((row) => Y.applyUpdate(this.doc, row));
        Y.transact(this.doc, take, this, false);
        store.clear();
        this.known.clear();
        this.putAll(store, note);
      });
    });
  }

  /** Stop; what was noted until now is still written. */
  close(): void {
    this.over = true;
    this.doc.off("update", this.note);
    this.others.close();
    this.db?.close();
    this.db = null;
    this.lacks = true;
    this.publish();
  }

  /** Close, and take all that this document has out of the copy. What other tabs have is theirs, and they write it again. */
  async empty(): Promise<void> {
    this.doc.off("update", this.note);
    await this.write((store) => {
      // Asked only to come after what is still being written, the keys of which are not known before.
      store.count().addEventListener("success", () => this.known.forEach((key) => store.delete(key)));
    });
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has one origin only
    this.others.postMessage("emptied");
    this.close();
  }

  /** Close and remove the copy of a document that nobody can open any more. */
  remove(): void {
    this.close();
    globalThis.indexedDB?.deleteDatabase(this.name);
  }

  private async load(): Promise<void> {
    const db = await opened(this.name);
    if (this.over) db?.close();
    if (this.over || !db) return;
    this.db = db;
    // The browser, or a tab that removes the copy, takes it away.
    db.addEventListener("close", () => this.close());
    db.addEventListener("versionchange", () => this.close());
    await this.reread();
  }

  private readonly note = (update: Uint8Array, origin: unknown, _doc: Y.Doc, { local }: Y.Transaction): void => {
    if (origin === this) return;
    if (this.rows >= MOST_ROWS) void this.reread();
    // What came from the server is there, whatever happens to this device.
    else void this.write((store, note) => this.add(store, update, note), local ? "strict" : "relaxed");
  };

  private add(store: IDBObjectStore, update: Uint8Array, note: Note): void {
    if (this.lacks) this.putAll(store, note);
    else this.put(store, update);
    // At once, so that it is done even where this tab is killed next.
    store.transaction.commit();
  }

  private putAll(store: IDBObjectStore, note: Note): void {
    note.isWhole = true;
    this.put(store, Y.encodeStateAsUpdate(this.doc));
  }

  private put(store: IDBObjectStore, row: Uint8Array): void {
    const asked = store.add(row);
    asked.addEventListener("success", () => this.known.add(asked.result));
    this.rows += 1;
  }

  /** Another tab took away rows that this one may need. */
  private writeAll(): void {
    void this.write((store, note) => this.putAll(store, note));
  }

  private async write(work: (store: IDBObjectStore, note: Note) => void, durability: IDBTransactionDurability = "strict"): Promise<void> {
    const { db } = this;
    if (!db) return;
    const note: Note = { isWhole: false };
    this.writing += 1;
    this.publish();
    const isDone = await completed(db, durability, (store) => work(store, note));
    this.writing -= 1;
    if (db !== this.db) return;
    if (!isDone) this.lacks = true;
    else if (note.isWhole) this.lacks = false;
    this.publish();
  }

  private publish(): void {
    const now = this.writing > 0 ? "keeping" : "kept";
    this.state.value = this.lacks ? "cannot" : now;
  }
}

/** What a transaction will have written. */
interface Note {
  isWhole: boolean;
}

/** Names of copies of the same board by the same participant, of other epochs than `document`'s. */
export async function olderCopies(document: string, participant: string): Promise<readonly string[]> {
  const board = document.split(".")[0] ?? "";
  const databases = await globalThis.indexedDB?.databases?.().catch(() => []);
  return (databases ?? [])
    .map(({ name }) => name ?? "")
    .filter((name) => name.startsWith(`${PREFIX}${board}.`) && name.endsWith(` ${participant}`))
    .filter((name) => name !== copyName(document, participant));
}

/** True once everything that `work` asks for is stored; false where it is not. */
function completed(db: IDBDatabase, durability: IDBTransactionDurability, work: (store: IDBObjectStore) => void): Promise<boolean> {
  return new Promise((resolve) => {
    try {
      const transaction = db.transaction(ROWS, "readwrite", { durability });
      transaction.addEventListener("complete", () => resolve(true));
      transaction.addEventListener("abort", () => resolve(false));
      work(transaction.objectStore(ROWS));
    } catch {
      resolve(false);
    }
  });
}

/** The database of this name; null where private windows, strict settings or a full disk do not let have one. */
function opened(name: string): Promise<IDBDatabase | null> {
  if (!globalThis.indexedDB) return Promise.resolve(null);
  return new Promise((resolve) => {
    const request = indexedDB.open(name);
    request.addEventListener("upgradeneeded", () => request.result.createObjectStore(ROWS, { autoIncrement: true }));
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => resolve(null));
  });
}

function delay(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
}
