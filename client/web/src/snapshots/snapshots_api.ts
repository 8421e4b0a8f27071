import { request } from "../app/api";
import { asJson, told, type Work } from "../work/told";
import type { WayBack } from "./use_return";

export interface SnapshotRow {
  readonly id: string;
  readonly label: string;
  readonly reason: "by hand" | "before restore" | "before launch" | "before lock" | "quiet" | "export";
  /** The name of who took it; null for the server. */
  readonly by: string | null;
  readonly at: string;
}

const snapshotsOf = (board: string): string => `/api/boards/${encodeURIComponent(board)}/snapshots`;

/** The board's snapshots, newest first. */
export function listSnapshots(board: string): Promise<readonly SnapshotRow[]> {
  return request<{ snapshots: readonly SnapshotRow[] }>("GET", snapshotsOf(board)).then((answer) => answer.snapshots);
}

/** Takes one; without a label it is named by its date and phase. */
export function takeSnapshot(board: string, label: string): Promise<SnapshotRow> {
  return request<SnapshotRow>("POST", snapshotsOf(board), label === "" ? {} : { label });
}

const returnOf = (board: string, snapshot: string): string => `${snapshotsOf(board)}/${encodeURIComponent(snapshot)}/restore`;

/** What going back would change, one sentence each. */
export function changesBack(board: string, snapshot: string, work: Work): Promise<readonly string[]> {
  return told<{ changes: readonly string[] }>("GET", returnOf(board, snapshot), work).then(({ changes }) => changes);
}

/** Going back to a snapshot by a new edit. */
export function wayBackTo(board: string, snapshot: string): WayBack {
  return wayBack(returnOf(board, snapshot));
}

/** Bringing a locked part back as it was when it was locked (SPEC F7). */
export function wayBackOfPart(board: string, place: string): WayBack {
  return wayBack(`/api/boards/${encodeURIComponent(board)}/stage/locks/${encodeURIComponent(place)}/restore`);
}

function wayBack(address: string): WayBack {
  return {
    go: (request_id, work) => told<{ applied: readonly string[] }>("POST", address, work, asJson({ request_id })).then(({ applied }) => applied),
    stop: (request_id) => request<{ applied: readonly string[] | null }>("POST", `${address}/stop`, { request_id }).then(({ applied }) => applied),
  };
}
