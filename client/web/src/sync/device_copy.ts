/** The copy of a board on this device, so that edits survive a closed tab and a lost network. */

import { IndexeddbPersistence } from "y-indexeddb";
import type * as Y from "yjs";

const PREFIX = "manualboard ";

/** How long opening waits for the copy before it goes on without, in milliseconds. */
const PATIENCE = 3000;

/** One name a document, epoch and participant: nobody gets another's copy, or one of an older history. */
export function copyName(document: string, participant: string): string {
  return `${PREFIX}${document} ${participant}`;
}

export class DeviceCopy {
  private constructor(private readonly persistence: IndexeddbPersistence | null) {}

  /** Read the copy into `doc` and keep it up to date; a browser that cannot gives a copy that keeps nothing. */
  static async open(name: string, doc: Y.Doc): Promise<DeviceCopy> {
    if (!(await canKeep())) return new DeviceCopy(null);
    const persistence = new IndexeddbPersistence(name, doc);
    const loaded = await Promise.race([persistence.whenSynced.then(() => true), delay(PATIENCE, false)]);
    return new DeviceCopy(loaded ? persistence : null);
  }

  /** Edits survive a closed tab. */
  get keeps(): boolean {
    return this.persistence !== null;
  }

  close(): Promise<void> {
    return this.persistence?.destroy() ?? Promise.resolve();
  }

  /** Close and empty the copy. It stays in place, since another tab may be using it. */
  async empty(): Promise<void> {
    if (!this.persistence) return;
    const { db } = this.persistence;
    if (db) await cleared(db);
    await this.persistence.destroy();
  }

  /** Close and remove the copy of a document that nobody can open any more. */
  async remove(): Promise<void> {
    await this.persistence?.clearData();
  }
}

/** Names of copies of the same board by the same participant, of other epochs than `document`'s. */
export async function olderCopies(document: string, participant: string): Promise<readonly string[]> {
  const board = document.split(".")[0] ?? "";
  const databases = await indexedDB.databases?.().catch(() => []);
  return (databases ?? [])
    .map(({ name }) => name ?? "")
    .filter((name) => name.startsWith(`${PREFIX}${board}.`) && name.endsWith(` ${participant}`))
    .filter((name) => name !== copyName(document, participant));
}

function cleared(db: IDBDatabase): Promise<void> {
  return new Promise((resolve) => {
    const stores = [...db.objectStoreNames];
    const transaction = db.transaction(stores, "readwrite");
    for (const store of stores) transaction.objectStore(store).clear();
    transaction.addEventListener("complete", () => resolve());
    transaction.addEventListener("abort", () => resolve());
  });
}

/** Private windows and strict settings may switch it off. */
function canKeep(): Promise<boolean> {
  if (!("indexedDB" in globalThis)) return Promise.resolve(false);
  const tried = new Promise<boolean>((resolve) => {
    const request = indexedDB.open(`${PREFIX}try`);
    request.addEventListener("error", () => resolve(false));
    request.addEventListener("success", () => {
      request.result.close();
      resolve(true);
    });
  });
  return Promise.race([tried, delay(PATIENCE, false)]);
}

function delay<T>(milliseconds: number, value: T): Promise<T> {
  return new Promise((resolve) => {
    setTimeout(() => resolve(value), milliseconds);
  });
}
