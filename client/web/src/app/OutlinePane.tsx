import { BoardView } from "../board/BoardView";

export function OutlinePane() {
  return <BoardView />;
}
