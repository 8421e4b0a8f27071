import { programmesApi } from "../programmes/programmes_api";
import type { BoardPlace } from "../programmes/types";
import { useBoard } from "./scope";
import { useLoaded } from "./useTask";

/**
 * The session that the board belongs to; null where it belongs to none, for those who may not know, and as long as the
 * server does not answer. It is asked for again whenever the page has caught up with the board.
 */
export function useBoardPlace(): BoardPlace | null {
  const { info, connection } = useBoard();
  const mayAsk = connection.role.value === "facilitate";
  const load = () => (mayAsk ? programmesApi.placeOf(info.id) : Promise.resolve(null));
  return useLoaded<BoardPlace | null>(load, null, `${mayAsk} ${connection.caughtUp.value}`).value;
}
