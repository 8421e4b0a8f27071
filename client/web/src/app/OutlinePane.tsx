import { OutlineView } from "../outline/OutlineView";

/** The outline in place of the board. */
export function OutlinePane() {
  return <OutlineView />;
}
