import type { ComponentChildren } from "preact";
import type { Zone } from "../model/types";
import { useBoard } from "../app/scope";
import { placeName } from "./card_moves";
import { ZoneNotes } from "./ZoneNotes";

interface HeadingProps {
  readonly level: 2 | 3 | 4 | 5 | 6;
  readonly id: string;
  readonly children: ComponentChildren;
}

/** A heading of this level. */
export function Heading({ level, id, children }: HeadingProps) {
  const Tag = `h${level}` as const;
  return <Tag id={id}>{children}</Tag>;
}

/** The zone's title, its prompt, its banner, and the button to change it. */
export function ZoneHeading({ zone, level }: { readonly zone: Zone; readonly level: 2 | 3 | 4 | 5 }) {
  const { view, connection, model } = useBoard();
  return (
    <header class="zone-head">
      <div class="spread">
        <Heading level={level} id={`zone-${zone.id}-title`}>
          {zone.title || "Zone without a title"}
        </Heading>
        {connection.mayEdit.value && (
          <button
            type="button"
            class="quiet"
            onClick={() => {
              view.dialog.value = { name: "zone", zone: zone.id };
            }}
          >
            Change<span class="hidden"> {placeName(model, { zone: zone.id, cell: null })}</span>
          </button>
        )}
      </div>
      <ZoneNotes zone={zone} />
    </header>
  );
}
