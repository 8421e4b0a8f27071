import { request } from "../app/api";

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

/** What going back would change, one sentence each. */
export function changesBack(board: string, snapshot: string): Promise<readonly string[]> {
  const path = `${snapshotsOf(board)}/${encodeURIComponent(snapshot)}/restore`;
  return request<{ changes: readonly string[] }>("GET", path).then((answer) => answer.changes);
}

/** Goes back by a new edit; the same request id does it once. Returns what changed. */
export function goBack(board: string, snapshot: string, requestId: string): Promise<readonly string[]> {
  const path = `${snapshotsOf(board)}/${encodeURIComponent(snapshot)}/restore`;
  return request<{ applied: readonly string[] }>("POST", path, { request_id: requestId }).then((answer) => answer.applied);
}
