import { useBoard } from "../app/scope";
import { VERDICT_NAMES, VERDICTS } from "../model/schema.gen";
import type { Heading, Verdict, Zone } from "../model/types";
import { headingWord } from "../board/card_moves";
import { OutlinePlace } from "./OutlineCards";
import { ScrollRegion } from "./ScrollRegion";

/** A grid as a table, with a caption and row and column headers, cards in its cells. */
export function OutlineGrid({ zone }: { readonly zone: Zone }) {
  return (
    <>
      <ScrollRegion label={`Table: ${zone.title}`}>
        <table class="outline-table">
          <caption class="hidden">{zone.title}</caption>
          <thead>
            <tr>
              <th scope="col">
                <span class="hidden">{headingWord(zone, "rows")}</span>
              </th>
              {zone.columns.map((column) => (
                <th key={column.id} scope="col">
                  {column.title}
                  {column.hint && <span class="hint">{column.hint}</span>}
                </th>
              ))}
              {zone.config.verdicts && <th scope="col">How does this row end?</th>}
            </tr>
          </thead>
          <tbody>
            {zone.rows.map((row) => (
              <GridRow key={row.id} zone={zone} row={row} />
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </>
  );
}

function GridRow({ zone, row }: { readonly zone: Zone; readonly row: Heading }) {
  return (
    <tr>
      <th scope="row">
        {row.title}
        {row.hint && <span class="hint">{row.hint}</span>}
      </th>
      {zone.columns.map((column) => (
        <td key={column.id}>
          <OutlinePlace zone={zone} cell={[row.id, column.id]} label={`${row.title}, ${column.title}`} />
        </td>
      ))}
      {zone.config.verdicts && (
        <td>
          <VerdictChoice zone={zone} row={row} />
        </td>
      )}
    </tr>
  );
}

function VerdictChoice({ zone, row }: { readonly zone: Zone; readonly row: Heading }) {
  const { model, connection } = useBoard();
  const verdict = zone.verdicts[row.id] ?? "";
  if (!connection.mayEdit.value) return <>{verdict === "" ? "Not decided" : VERDICT_NAMES[verdict]}</>;
  return (
    <select
      class={`verdict is-${verdict || "open"}`}
      aria-label={`How does the row “${row.title}” end?`}
      value={verdict}
      onChange={(event) => model.edits.setVerdict(zone.id, row.id, (event.currentTarget.value || null) as Verdict | null)}
    >
      <option value="">Not decided</option>
      {VERDICTS.map((each) => (
        <option key={each} value={each}>
          {VERDICT_NAMES[each]}
        </option>
      ))}
    </select>
  );
}
