/** The server's API of votes, as far as the page uses it. */

import { Problem, request } from "../app/api";
import { newId } from "../model/ids";
import type { VoteKind } from "../model/schema.gen";

/** An open vote as this person may see it. */
export interface MyVote {
  /** My dots by option; those on what is gone have come back. */
  readonly mine: Readonly<Record<string, number>>;
  /** My step on each scale. */
  readonly marks: Readonly<Record<string, string>>;
  readonly voted: number;
  readonly people: number;
  readonly so_far: Readonly<Record<string, number>> | null;
}

export interface NewVote {
  readonly kind: VoteKind;
  readonly place: string;
  readonly dots?: number;
  readonly most?: number;
  readonly counts?: "closed" | "live";
}

/** For each person, where nothing says how many. */
export const USUAL_DOTS = 3;

/** Answered by a server that does not hold the marks: another try may reach the one that does (SPEC V6). */
const ELSEWHERE = 421;
const TRIES = 4;
/** Between two tries, in milliseconds. */
const PAUSE = 400;

export function isElsewhere(error: unknown): boolean {
  return error instanceof Problem && error.status === ELSEWHERE;
}

async function found<T>(work: () => Promise<T>, left = TRIES): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (left <= 1 || !isElsewhere(error)) throw error;
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
    return found(work, left - 1);
  }
}

const votes = (board: string, ...parts: readonly string[]) => `/api/boards/${encodeURIComponent(board)}/votes${parts.map((part) => `/${part}`).join("")}`;

export const votesApi = {
  open: (board: string, vote: NewVote) => request<MyVote>("POST", votes(board), { ...vote, request_id: newId() }),
  mine: (board: string, vote: string) => found(() => request<MyVote>("GET", votes(board, vote))),
  put: (board: string, vote: string, option: string, count: number) =>
    request<MyVote>("PUT", votes(board, vote, "mine"), { option, count }),
  mark: (board: string, vote: string, marks: Readonly<Record<string, string>>) =>
    found(() => request<MyVote>("PUT", votes(board, vote, "marks"), { marks })),
  withdraw: (board: string, vote: string) => found(() => request<MyVote>("DELETE", votes(board, vote, "marks"))),
  close: (board: string, vote: string) => found(() => request<MyVote>("POST", votes(board, vote, "close"))),
  cancel: (board: string, vote: string) => request<MyVote>("POST", votes(board, vote, "cancel")),
  again: (board: string, vote: string) => request<MyVote>("POST", votes(board, vote, "again")),
  use: (board: string, vote: string, how: { readonly order?: boolean; readonly top?: number }) =>
    request<MyVote>("POST", votes(board, vote, "use"), how),
};
