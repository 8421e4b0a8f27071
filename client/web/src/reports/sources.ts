/** What parts of a report may take of boards, asked of the server once for each board and snapshot. */

import type { BoardChoices } from "./types";

export interface FoundBoard {
  /** As the board is now. */
  readonly now: BoardChoices;
  /**
   * What can be chosen: of the snapshot where one is pinned, with all that only the board has as if it were deleted there,
   * else of the board as it is; null where neither can be read.
   */
  readonly content: BoardChoices | null;
  readonly isSnapshotGone: boolean;
}

export type AskChoices = (board: string, snapshot: string | null) => Promise<BoardChoices>;

export class Sources {
  private readonly asked = new Map<string, Promise<FoundBoard>>();
  private readonly titles = new Map<string, string>();
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly ask: AskChoices) {}

  /** What there is to choose of a board, or of a snapshot of it. What could not be had is asked for again the next time. */
  of(board: string, snapshot: string | null): Promise<FoundBoard> {
    const key = `${board} ${snapshot ?? ""}`;
    const before = this.asked.get(key);
    if (before) return before;
    // One after the other: each has the server read a board, and a report may have many.
    const found = this.last.then(() => this.find(board, snapshot));
    this.last = found.catch(() => this.asked.delete(key));
    this.asked.set(key, found);
    return found;
  }

  /** How often it was forgotten what was told before. */
  turn = 0;

  /** Ask anew from now on: boards go on while a report is planned. */
  forget(): void {
    this.turn += 1;
    this.asked.clear();
  }

  /** What an area, a use of a template or a snapshot is called, once it was heard of. */
  titleOf(id: string): string {
    return this.titles.get(id) ?? "one that is not on the board any more";
  }

  private async find(board: string, snapshot: string | null): Promise<FoundBoard> {
    const now = await this.ask(board, null);
    const isSnapshotGone = snapshot !== null && !now.snapshots.some(({ id }) => id === snapshot);
    const then = snapshot === null || isSnapshotGone ? null : await this.ask(board, snapshot);
    const content = then === null ? (now.readable ? now : null) : { ...then, deleted: [...then.deleted, ...now.deleted, ...now.areas, ...now.launches] };
    for (const { id, title } of [...now.deleted, ...(content?.deleted ?? []), ...(content?.areas ?? []), ...(content?.launches ?? [])]) this.titles.set(id, title);
    for (const { id, label } of now.snapshots) this.titles.set(id, label);
    return { now, content, isSnapshotGone };
  }
}
