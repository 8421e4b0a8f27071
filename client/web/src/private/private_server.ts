/** What private cards ask of the server, by its REST API. */

import { api, Problem } from "../app/api";
import type { Answer, PrivateServer } from "./private_cards";

export function privateServer(board: string): PrivateServer {
  return {
    write: ({ round, id }, writing) =>
      api.writePrivate(board, round, id, writing).then(({ revision, cell }): Answer => ({ kind: "stored", revision, cell }), answerOf),
    // Without the server there is what this device has; whoever asked asks again with the next connection.
    load: () => api.privateCards(board).catch(() => null),
  };
}

/** Below this status the server was not reached, or is not to blame; from it on it is in trouble. */
const FIRST_OF_SERVER = 500;

function answerOf(error: unknown): Answer {
  if (!(error instanceof Problem) || error.status === 0 || error.status >= FIRST_OF_SERVER) return { kind: "away" };
  if (error.code === "round-over") return { kind: "over" };
  if (error.code === "round-overtaken") return { kind: "overtaken" };
  if (error.code === "round-no-cell") return { kind: "early", why: error.message };
  return { kind: "refused", why: error.message };
}
