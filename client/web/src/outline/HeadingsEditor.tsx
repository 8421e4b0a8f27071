import { useBoard } from "../app/scope";
import { wayBack } from "../app/way_back";
import { headingWord, headingWords } from "../board/card_moves";
import { LIMITS, WITH_ROWS } from "../model/schema.gen";
import type { Heading, HeadingMap, Zone } from "../model/types";
import { cutTo, wellFormed } from "../text/diff";
import { capital } from "../text/sentence";
import { afterDrawing, focusFirst } from "./focus";

/** The columns and rows of a zone, to be renamed, moved, deleted and added to, in the outline and in the zone's dialog. */
export function HeadingsEditor({ zone }: { readonly zone: Zone }) {
  const maps: readonly HeadingMap[] = WITH_ROWS.includes(zone.kind) ? ["columns", "rows"] : ["columns"];
  return (
    <div class="outline-headings">
      {maps.map((map) => (
        <HeadingList key={map} zone={zone} map={map} />
      ))}
    </div>
  );
}

/** A new column or row has a name that stands for one: what is typed takes its place. */
export function writeOver(heading: string): void {
  const title = document.querySelector<HTMLInputElement>(`[data-heading="${heading}"] input`);
  title?.focus();
  title?.select();
}

function HeadingList({ zone, map }: { readonly zone: Zone; readonly map: HeadingMap }) {
  const { model } = useBoard();
  const word = headingWord(zone, map);
  const add = (): void => {
    const id = model.edits.addHeading(zone.id, map, `New ${word}`);
    afterDrawing(() => writeOver(id));
  };
  return (
    <fieldset>
      <legend>{capital(headingWords(zone, map))}</legend>
      <ol>
        {zone[map].map((heading, index) => (
          <HeadingRow key={heading.id} zone={zone} map={map} heading={heading} name={`${word} ${index + 1}`} />
        ))}
      </ol>
      <button type="button" onClick={add} data-add={map}>
        Add {word}
      </button>
    </fieldset>
  );
}

interface RowProps {
  readonly zone: Zone;
  readonly map: HeadingMap;
  readonly heading: Heading;
  readonly name: string;
}

function HeadingRow({ zone, map, heading, name }: RowProps) {
  const { model, view } = useBoard();
  const rename = (typed: string): void => {
    const title = cutTo(wellFormed(typed.trim()), LIMITS.MAX_TITLE);
    if (title !== heading.title) model.edits.renameHeading(zone.id, map, heading.id, title);
  };
  const step = (direction: 1 | -1) => (event: MouseEvent): void => {
    // The row is drawn anew, with the button that moved it.
    const back = wayBack(event.currentTarget instanceof Element ? event.currentTarget : null);
    if (!model.edits.stepHeading(zone.id, map, heading.id, direction)) {
      view.announce(`It is already the ${direction > 0 ? "last" : "first"}.`);
      return;
    }
    afterDrawing(back);
    view.announce(`Moved ${heading.title} ${direction > 0 ? "later" : "earlier"}.`);
  };
  const remove = (): void => {
    model.edits.deleteHeading(zone.id, map, heading.id);
    view.announce(`Deleted ${heading.title}. It is in the Deleted list.`);
    focusFirst(`[data-add="${map}"]`);
  };
  return (
    <li class="row" data-heading={heading.id}>
      <input aria-label={`Title of ${name}`} defaultValue={heading.title} onChange={(event) => rename(event.currentTarget.value)} />
      <button type="button" class="quiet" onClick={step(-1)}>
        Earlier<span class="hidden">: {heading.title}</span>
      </button>
      <button type="button" class="quiet" onClick={step(1)}>
        Later<span class="hidden">: {heading.title}</span>
      </button>
      <button type="button" class="quiet" onClick={remove}>
        Delete<span class="hidden"> {heading.title}</span>
      </button>
    </li>
  );
}
