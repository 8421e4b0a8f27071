/** Hats of a ring by the REST API: each is told their own, nobody another's (SPEC H). */

import { request } from "../app/api";

export interface Hat {
  readonly id: string;
  readonly title: string;
}

/** This person's own hat, null where they wear none, and those they may choose: no hat of their own job. */
export interface MyHat {
  readonly mine: Hat | null;
  readonly choice: readonly Hat[];
}

const hats = (board: string, zone: string) => `/api/boards/${encodeURIComponent(board)}/hats/${encodeURIComponent(zone)}`;

export const hatsApi = {
  giveOut: (board: string, zone: string, deal: boolean) => request<undefined>("POST", hats(board, zone), { deal }),
  dealMore: (board: string, zone: string) => request<undefined>("POST", `${hats(board, zone)}/deal`),
  off: (board: string, zone: string) => request<undefined>("DELETE", hats(board, zone)),
  mine: (board: string, zone: string) => request<MyHat>("GET", `${hats(board, zone)}/mine`),
  wear: (board: string, zone: string, hat: string | null) => request<MyHat>("PUT", `${hats(board, zone)}/mine`, { hat }),
  dealMe: (board: string, zone: string) => request<MyHat>("POST", `${hats(board, zone)}/mine/deal`),
  ownJob: (board: string, zone: string) => request<MyHat>("POST", `${hats(board, zone)}/mine/own-job`),
};
