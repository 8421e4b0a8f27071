/** The open board, for every component under it. */

import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { BoardModel } from "../model/board";
import type { BoardConnection } from "../sync/connection";
import type { Outbox } from "../comments/outbox";
import type { Threads } from "../comments/threads";
import type { News } from "../news/news";
import type { PrivateCards } from "../private/private_cards";
import type { Suggestions } from "../suggestions/suggestions";
import type { Drafts } from "../text/drafts";
import type { BoardInfo } from "./api";
import type { ViewState } from "./view";
import type { Viewport } from "../board/viewport";

export interface BoardScope {
  readonly info: BoardInfo;
  readonly connection: BoardConnection;
  readonly model: BoardModel;
  readonly view: ViewState;
  readonly viewport: Viewport;
  readonly drafts: Drafts;
  readonly news: News;
  readonly privately: PrivateCards;
  readonly comments: Threads;
  readonly outbox: Outbox;
  readonly suggestions: Suggestions;
}

export const BoardContext = createContext<BoardScope | null>(null);

export function useBoard(): BoardScope {
  const scope = useContext(BoardContext);
  if (!scope) throw new Error("This must be shown on a board.");
  return scope;
}
