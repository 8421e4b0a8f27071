/** The part of the server's REST API that is about edited documents that come back (SPEC K). */

import { request } from "../app/api";
import type { AreaStatus } from "../model/types";
import { told, type Work } from "../work/told";

/** Another wording of an area's agreed text: `base` is how it was exported, `proposed` how it came back. */
export interface Suggestion {
  readonly id: string;
  readonly area: string;
  readonly base: string;
  readonly proposed: string;
}

export interface Returned {
  /** Agreed texts in the document, and how many of them were changed. */
  readonly texts: number;
  readonly changed: number;
  readonly suggestions: readonly Suggestion[];
}

/** An area's record after a suggestion was taken over, and its record and status before. */
export interface Taken {
  readonly record: string;
  readonly before: string;
  readonly was: AreaStatus;
}

export const WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const of = (board: string) => `/api/boards/${encodeURIComponent(board)}/suggestions`;

export const suggestionsApi = {
  list: (board: string) =>
    request<{ suggestions: readonly Suggestion[] }>("GET", of(board)).then(({ suggestions }) => suggestions),
  bringBack: (board: string, file: Blob, work: Work) => told<Returned>("POST", of(board), work, { body: file, type: WORD }),
  /** `text` is what a person wrote who saw the record `seen`; without it the suggestion is taken over by itself. */
  take: (board: string, id: string, text: string | null, seen: string | null) =>
    request<Taken>("PUT", `${of(board)}/${id}`, { decision: "take", text, seen }),
  decline: (board: string, id: string) => request<{ record: null }>("PUT", `${of(board)}/${id}`, { decision: "decline" }),
};
