import { useId, useRef, useState } from "preact/hooks";
import { Field } from "../app/Field";
import { useBoard } from "../app/scope";
import { headingWord } from "../board/card_moves";
import type { Round } from "../model/round";
import { CERTAINTIES, CERTAINTY_NAMES } from "../model/schema.gen";
import type { Cell, Heading, Zone } from "../model/types";
import { afterDrawing } from "../outline/focus";
import { LONGEST_TEXT, stateWords } from "./OwnCards";
import { cameAlongWords } from "./own_column";
import { isSameCell, type PrivateCard, type Words } from "./private_cards";

interface RoundProps {
  readonly round: Round;
}

interface ZoneProps extends RoundProps {
  readonly zone: Zone;
}

/** Writing cell by cell, each row a field: down a column of one's own, or in any cell (SPEC P8). */
export function OwnCells({ round }: RoundProps) {
  const { model } = useBoard();
  const zone = model.zone(round.zone).value;
  if (!zone) return <p>This part of the board was deleted. What you wrote is kept; ask the facilitator.</p>;
  return (
    <div class="private-cells">
      {round.cells === "column" ? <OwnColumn round={round} zone={zone} /> : <AllColumns round={round} zone={zone} />}
      <LostCells round={round} zone={zone} />
    </div>
  );
}

function AllColumns({ round, zone }: ZoneProps) {
  return (
    <>
      {zone.columns.map((column) => (
        <ColumnFields key={column.id} round={round} zone={zone} column={column} />
      ))}
    </>
  );
}

function OwnColumn({ round, zone }: ZoneProps) {
  const { privately } = useBoard();
  const [chosen, setChosen] = useState("");
  const fields = useRef<HTMLDivElement>(null);
  const own = privately.of(round.id).find(({ cell }) => cell !== null)?.cell?.[1] ?? chosen;
  const column = zone.columns.find(({ id }) => id === own);
  const hasWritten = privately.of(round.id).length > 0;
  const hint = [cameAlongWords(zone, privately.along.value), hasWritten && "Choose another and what you wrote goes along."];
  const choose = (id: string) => {
    setChosen(id);
    if (id !== "") privately.moveTo(round.id, id);
    afterDrawing(() => fields.current?.scrollIntoView({ block: "nearest" }));
  };
  return (
    <>
      <Field label={`Your ${headingWord(zone, "columns")}`} hint={hint.filter(Boolean).join(" ")}>
        {(described) => (
          <select {...described} value={column?.id ?? ""} onChange={(event) => choose(event.currentTarget.value)}>
            <option value="" disabled={column !== undefined}>
              Choose one
            </option>
            {zone.columns.map(({ id, title }) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
          </select>
        )}
      </Field>
      {column && (
        <div ref={fields}>
          <ColumnFields round={round} zone={zone} column={column} isChosen />
        </div>
      )}
    </>
  );
}

interface ColumnProps extends ZoneProps {
  readonly column: Heading;
  /** It was chosen right above, where it is read. */
  readonly isChosen?: boolean;
}

/** A field for each row of a column, or one where the zone has no rows. */
function ColumnFields({ round, zone, column, isChosen = false }: ColumnProps) {
  const places = zone.rows.length > 0 ? zone.rows.map((row) => [row, row.id] as const) : [[column, null] as const];
  return (
    <fieldset>
      <legend class={isChosen ? "hidden" : undefined}>{column.title}</legend>
      {places.map(([heading, row]) => (
        <CellField key={row} round={round} zone={zone} heading={heading} cell={[row, column.id]} />
      ))}
    </fieldset>
  );
}

interface CellProps extends ZoneProps {
  readonly heading: Heading;
  readonly cell: Cell;
}

/** What this person writes for a cell: one text, or several where two windows of theirs wrote at once. */
function CellField({ round, zone, heading, cell }: CellProps) {
  const { privately } = useBoard();
  const cards = privately.of(round.id).filter((card) => isSameCell(card.cell, cell));
  const write = (card: PrivateCard | null, words: Partial<Words>) => {
    if (card) privately.write(card, words);
    else privately.add(round.id, { cell, ...words });
  };
  // A field is known by its label: one that is not written yet stays the same field once it is a card.
  const fields = (cards.length > 0 ? cards : [null]).map((card, index) => ({
    card,
    label: index === 0 ? heading.title : `${heading.title} (${index + 1})`,
  }));
  const isSure = zone.config.certainty === true;
  return (
    <>
      {fields.map(({ card, label }) => (
        <CellText key={label} label={label} hint={heading.hint} card={card} isSure={isSure} onWrite={(words) => write(card, words)} />
      ))}
    </>
  );
}

interface TextProps {
  readonly label: string;
  readonly hint: string;
  readonly card: PrivateCard | null;
  /** Whether it is said how sure one is. */
  readonly isSure: boolean;
  readonly onWrite: (words: Partial<Words>) => void;
}

function CellText({ label, hint, card, isSure, onWrite }: TextProps) {
  const state = useId();
  return (
    <div>
      <Field label={label} hint={hint}>
        {(described) => (
          <textarea
            {...described}
            aria-describedby={`${described["aria-describedby"]} ${state}`}
            rows={3}
            dir="auto"
            maxLength={LONGEST_TEXT}
            value={card?.text ?? ""}
            onInput={(event) => onWrite({ text: event.currentTarget.value })}
          />
        )}
      </Field>
      <div class="spread">
        {isSure && <CertaintyChoice about={label} card={card} onWrite={onWrite} />}
        <span id={state} class={card?.problem ? "error" : "hint"}>
          {card && stateWords(card)}
        </span>
      </div>
    </div>
  );
}

function CertaintyChoice({ about, card, onWrite }: Pick<TextProps, "card" | "onWrite"> & { readonly about: string }) {
  return (
    <label>
      How sure?<span class="hidden"> {about}</span>{" "}
      <select
        value={card?.certainty ?? ""}
        onChange={(event) => onWrite({ certainty: CERTAINTIES.find((each) => each === event.currentTarget.value) ?? null })}
      >
        <option value="">Not stated</option>
        {CERTAINTIES.map((each) => (
          <option key={each} value={each}>
            {CERTAINTY_NAMES[each]}
          </option>
        ))}
      </select>
    </label>
  );
}

function has(list: readonly Heading[], id: string | null | undefined): boolean {
  return id === null || list.some((each) => each.id === id);
}

/** What was written for a row or column that was deleted meanwhile stays in sight. */
function LostCells({ round, zone }: ZoneProps) {
  const { privately } = useBoard();
  const lost = privately.of(round.id).filter(({ cell }) => !has(zone.rows, cell?.[0]) || !has(zone.columns, cell?.[1]));
  return (
    <>
      {lost.map((card, index) => (
        <CellText
          key={card.id}
          label={`Its row or column was deleted (${index + 1})`}
          hint="It is kept, and has its place again when that is restored."
          card={card}
          isSure={zone.config.certainty === true}
          onWrite={(words) => privately.write(card, words)}
        />
      ))}
    </>
  );
}
