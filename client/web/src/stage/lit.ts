import type { BoardScope } from "../app/scope";
import type { Spot } from "../model/stage";

/** Whether a part is in the spotlight. */
export function isLit({ connection }: BoardScope, root: Spot["root"], id: string): boolean {
  const { spotlit } = connection.stage.room.value;
  return spotlit?.root === root && spotlit.id === id;
}

/** The class of a part that is in the spotlight, to be added to its others; "" for the rest. */
export function litClass(scope: BoardScope, root: Spot["root"], id: string): string {
  return isLit(scope, root, id) ? " is-lit" : "";
}
