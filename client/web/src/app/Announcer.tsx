import { useContext } from "preact/hooks";
import { BoardContext } from "./scope";

/** What screen readers say by themselves. A dialog needs one of its own: nothing outside it is heard while it is open. */
export function Announcer() {
  const scope = useContext(BoardContext);
  return scope && <output class="hidden">{scope.view.announced.value}</output>;
}
