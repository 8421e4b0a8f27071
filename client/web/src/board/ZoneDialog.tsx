import { useEffect } from "preact/hooks";
import { LIMITS, WITH_COLUMNS, WITH_ROWS } from "../model/schema.gen";
import type { Heading, HeadingMap, Zone } from "../model/types";
import { DialogFrame } from "../app/DialogFrame";
import { Field } from "../app/Field";
import { useBoard } from "../app/scope";
import { wayBack } from "../app/way_back";
import { afterDrawing } from "../outline/focus";
import { cutTo, wellFormed } from "../text/diff";
import { capital } from "../text/sentence";
import { headingWord, headingWords } from "./card_moves";

interface Props {
  readonly zone: string;
  /** The column or row that was just added, if the dialog is opened for it. */
  readonly heading: string | null;
  readonly onClose: () => void;
}

/** A new column or row has a name that stands for one: what is typed takes its place. */
function writeOver(heading: string): void {
  const field = document.querySelector<HTMLInputElement>(`.heading-list [data-heading="${heading}"] input`);
  field?.focus();
  field?.select();
}

/** A zone's title, its columns and rows, and deleting it. */
export function ZoneDialog({ zone: id, heading, onClose }: Props) {
  const { model, view } = useBoard();
  const zone = model.zone(id).value;
  // After the dialog has put the focus on its first field.
  useEffect(() => {
    if (heading !== null) writeOver(heading);
  }, [heading]);
  if (!zone) return null;
  const remove = () => {
    view.dialog.value = { name: "delete", part: { root: "zones", id } };
  };
  return (
    <DialogFrame title={zone.title || "Zone"} onClose={onClose}>
      <Field label="Title">
        {(described) => (
          <input {...described} defaultValue={zone.title} onChange={(event) => model.edits.renameZone(id, titleOf(event.currentTarget.value))} />
        )}
      </Field>
      {WITH_COLUMNS.includes(zone.kind) && <HeadingList zone={zone} map="columns" />}
      {WITH_ROWS.includes(zone.kind) && <HeadingList zone={zone} map="rows" />}
      <div class="row dialog-end">
        <button type="button" onClick={remove}>
          Delete this zone
        </button>
        <button type="button" class="primary" onClick={onClose}>
          Done
        </button>
      </div>
    </DialogFrame>
  );
}

function HeadingList({ zone, map }: { readonly zone: Zone; readonly map: HeadingMap }) {
  const { model } = useBoard();
  const word = headingWord(zone, map);
  const add = () => {
    const heading = model.edits.addHeading(zone.id, map, `New ${word}`);
    afterDrawing(() => writeOver(heading));
  };
  return (
    <fieldset class="heading-list">
      <legend>{capital(headingWords(zone, map))}</legend>
      <ol>
        {zone[map].map((heading, index) => (
          <HeadingRow key={heading.id} zone={zone} map={map} heading={heading} name={`${word} ${index + 1}`} />
        ))}
      </ol>
      <button type="button" onClick={add}>
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
  const { edits } = useBoard().model;
  return (
    <li class="row" data-heading={heading.id}>
      <input
        aria-label={`Title of ${name}`}
        defaultValue={heading.title}
        onChange={(event) => edits.renameHeading(zone.id, map, heading.id, titleOf(event.currentTarget.value))}
      />
      <button type="button" class="quiet" onClick={keepingFocus(() => edits.stepHeading(zone.id, map, heading.id, -1))}>
        Earlier<span class="hidden">: {heading.title}</span>
      </button>
      <button type="button" class="quiet" onClick={keepingFocus(() => edits.stepHeading(zone.id, map, heading.id, 1))}>
        Later<span class="hidden">: {heading.title}</span>
      </button>
      <button type="button" class="quiet" onClick={keepingFocus(() => edits.deleteHeading(zone.id, map, heading.id))}>
        Delete<span class="hidden"> {heading.title}</span>
      </button>
    </li>
  );
}

/** A row that is moved or deleted is drawn anew, with the button that did it. */
function keepingFocus(change: () => void): (event: MouseEvent) => void {
  return (event) => {
    const back = wayBack(event.currentTarget instanceof Element ? event.currentTarget : null);
    change();
    afterDrawing(back);
  };
}

function titleOf(written: string): string {
  return cutTo(wellFormed(written.trim()), LIMITS.MAX_TITLE);
}
