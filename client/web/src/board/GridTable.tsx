import { VERDICT_NAMES, VERDICTS } from "../model/schema.gen";
import type { Heading, Verdict, Zone } from "../model/types";
import { useBoard } from "../app/scope";
import { CardList } from "./CardList";
import { headingWord } from "./card_moves";
import { HeadingActions } from "./HeadingActions";

/** A real table: columns and rows with headers that stay in view, cards in the cells, a verdict at each row's end. */
export function GridTable({ zone }: { readonly zone: Zone }) {
  const columns = zone.columns.length + (zone.config.verdicts ? 2 : 1);
  return (
    <>
      <table class="grid" data-sticky style={{ "--columns": columns }}>
        <caption class="hidden">{zone.title}</caption>
        <thead>
          <tr>
            <th scope="col" class="corner">
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
      <HeadingActions zone={zone} />
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
          <CardList zone={zone} cell={[row.id, column.id]} />
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
  if (!connection.mayEdit.value) return <p>{verdict === "" ? "Not decided" : VERDICT_NAMES[verdict]}</p>;
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
