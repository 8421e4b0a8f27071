import type { Zone } from "../model/types";
import { CardList } from "./CardList";
import { laneTitle } from "./card_moves";
import { HeadingActions } from "./HeadingActions";
import { Heading } from "./ZoneHeading";

interface Props {
  readonly zone: Zone;
  readonly level: 2 | 3 | 4 | 5;
}

/** Titled columns of cards, side by side. */
export function LanesZone({ zone, level }: Props) {
  return (
    <>
      <div class="lanes">
        {zone.columns.map((column, index) => (
          <div key={column.id} class="lane">
            <Heading level={(level + 1) as 3 | 4 | 5 | 6} id={`lane-${column.id}`}>
              {laneTitle(zone, index)}
            </Heading>
            {column.hint && <p class="hint">{column.hint}</p>}
            <CardList zone={zone} cell={[null, column.id]} />
          </div>
        ))}
      </div>
      <HeadingActions zone={zone} />
    </>
  );
}
