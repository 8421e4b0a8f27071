import { request } from "../app/api";
import { asJson, told, type Work } from "../work/told";

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

/** Goes back by a new edit; the same request id does it once. Returns what changed. */
export function goBack(board: string, snapshot: string, requestId: string, work: Work): Promise<readonly string[]> {
  const sent = asJson({ request_id: requestId });
  return told<{ applied: readonly string[] }>("POST", returnOf(board, snapshot), work, sent).then(({ applied }) => applied);
}

/** Stops going back, whatever cut it short. Returns null where nothing was changed, and what changed where it was done before. */
export function stopGoingBack(board: string, snapshot: string, requestId: string): Promise<readonly string[] | null> {
  const body = { request_id: requestId };
  return request<{ applied: readonly string[] | null }>("POST", `${returnOf(board, snapshot)}/stop`, body).then(({ applied }) => applied);
}
