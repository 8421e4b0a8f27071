import type { BoardScope } from "../app/scope";
import { type BoardPart, partName } from "../model/parts";
import { YOU } from "./news";

/** Deletes a part and tells the person how to get it back. */
export function deletePart({ model, view, news }: BoardScope, part: BoardPart): void {
  const name = partName(model, part);
  model.edits.deleteEntity(part.root, part.id);
  view.announce(`Deleted ${name}. It is in the Deleted list.`);
  news.tell({ kind: "deleted", part, who: YOU });
}
