import type { BoardModel } from "../model/board";
import { partName } from "../model/parts";
import { capital } from "../text/sentence";
import type { Happening } from "./news";

/** A happening as a sentence; nobody is named where it cannot be said who it was. */
export function happeningWords(model: BoardModel, happening: Happening): string {
  if (happening.kind === "mentioned") return "You were mentioned in a comment.";
  if (happening.kind === "suggested") return suggestedWords(happening.count);
  if (happening.kind === "returned") return returnedWords(happening.label, happening.who);
  const { part } = happening;
  const name = partName(model, part);
  if (happening.kind === "grouped") return groupedWords(happening.cards.length, name);
  if (happening.kind === "revealed") return `The cards were revealed. They are in ${name}.${misplacedWords(model, part.id)}`;
  const { kind, who } = happening;
  if (kind === "launched") return launchedWords(model, part.id, who);
  return who === null ? `${capital(name)} was deleted.` : `${who} deleted ${name}.`;
}

/** Of cards whose row or column was deleted, those that were just revealed among them. */
function misplacedWords(model: BoardModel, zone: string): string {
  const count = model.misplaced(zone).value.length;
  if (count === 0) return "";
  return ` ${count === 1 ? "1 card there is" : `${count} cards there are`} without a place: the row or column was deleted.`;
}

function groupedWords(count: number, area: string): string {
  return `${count === 1 ? "1 card is" : `${count} cards are`} now in ${area}.`;
}

function suggestedWords(count: number): string {
  const what = count === 1 ? "1 suggestion on an agreed text" : `${count} suggestions on agreed texts`;
  return `An edited document came back, with ${what}.`;
}

function launchedWords(model: BoardModel, id: string, who: string | null): string {
  const launch = model.launch(id).value;
  const area = launch?.area ? model.area(launch.area).value : undefined;
  const where = area ? ` on ${area.title === "" ? "an area" : `“${area.title}”`}` : "";
  const title = `“${launch?.title ?? ""}”`;
  return who === null ? `${title} was launched${where}.` : `${who} launched ${title}${where}.`;
}

function returnedWords(label: string, who: string | null): string {
  const went = who === null ? `The board went back to the snapshot “${label}”.` : `${who} took the board back to the snapshot “${label}”.`;
  return `${went} As it was before, it is kept under Snapshots.`;
}
