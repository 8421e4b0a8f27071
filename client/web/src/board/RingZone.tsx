import type { Heading as HatHeading, Zone } from "../model/types";
import { useBoard } from "../app/scope";
import { HatsWorn, YourHat } from "../hats/HatsWorn";
import { ReadText } from "./EditableText";
import { HeadingActions } from "./HeadingActions";
import { ringLayout } from "./ring_layout";
import { Heading } from "./ZoneHeading";

interface Props {
  readonly zone: Zone;
  readonly level: 2 | 3 | 4 | 5;
}

/**
 * Hats around a middle. What a hat says is sent to the server, which places it under the hat's name: nothing here tells
 * who wears it, and no cursor or sign of writing is shown (SPEC I4).
 */
export function RingZone({ zone, level }: Props) {
  const { high, places } = ringLayout(zone.columns.length);
  return (
    <>
      <HatsWorn zone={zone} />
      <div class="ring" data-silent>
        <div class="ring-middle" style={{ gridColumn: "2 / span 2", gridRow: `2 / span ${high - 2}` }}>
          <RingMiddle zone={zone} />
        </div>
        {zone.columns.map((hat, index) => (
          <HatPanel key={hat.id} zone={zone} hat={hat} level={level} place={places[index] ?? [1, 1]} />
        ))}
      </div>
      <HeadingActions zone={zone} />
    </>
  );
}

/** The issue that all hats look at, as it is written in its own zone. */
function RingMiddle({ zone }: { readonly zone: Zone }) {
  const { model } = useBoard();
  const issues = model
    .zonesOfLaunch(zone.launch)
    .value.filter((id) => model.zone(id).value?.slot === "issue")
    .flatMap((id) => model.cardsIn(id).value);
  return (
    <>
      {issues.map((card) => (
        <p key={card} class="ring-issue">
          {model.content(model.text(`cards/${card}/text`)).value}
        </p>
      ))}
      <p>What a hat says is shown with the hat’s name, never with yours.</p>
    </>
  );
}

interface PanelProps extends Props {
  readonly hat: HatHeading;
  readonly place: readonly [number, number];
}

function HatPanel({ zone, hat, level, place: [column, row] }: PanelProps) {
  const below = Math.min(6, level + 1) as 3 | 4 | 5 | 6;
  return (
    <article class="hat" style={{ gridColumn: column, gridRow: row }} aria-labelledby={`hat-${hat.id}`}>
      <Heading level={below} id={`hat-${hat.id}`}>
        {hat.title}
      </Heading>
      <YourHat zone={zone.id} hat={hat.id} />
      {hat.hint && <p class="hint">{hat.hint}</p>}
      <dl>
        {zone.rows.map((prompt) => (
          <div key={prompt.id}>
            <dt>{prompt.title}</dt>
            <dd>
              <HatAnswers zone={zone} hat={hat} prompt={prompt} />
            </dd>
          </div>
        ))}
      </dl>
    </article>
  );
}

interface AnswersProps {
  readonly zone: Zone;
  readonly hat: HatHeading;
  readonly prompt: HatHeading;
}

function HatAnswers({ zone, hat, prompt }: AnswersProps) {
  const { model, view, connection } = useBoard();
  const cards = model.cardsInCell(zone.id, [prompt.id, hat.id]).value;
  const mayEdit = connection.mayEdit.value;
  const open = (card: string | null) => () => {
    view.dialog.value = { name: "hat", zone: zone.id, cell: [prompt.id, hat.id], card };
  };
  return (
    <>
      {cards.map((card) => (
        <div class="hat-answer" key={card}>
          <ReadText text={model.content(model.text(`cards/${card}/text`)).value} rich={false} />
          {mayEdit && (
            <button type="button" class="quiet" onClick={open(card)}>
              Edit<span class="hidden">{` what ${hat.title} says: ${prompt.title}`}</span>
            </button>
          )}
        </div>
      ))}
      {mayEdit && (
        <button type="button" class="quiet add-button" onClick={open(null)}>
          Say<span class="hidden">{` as ${hat.title}: ${prompt.title}`}</span>
        </button>
      )}
    </>
  );
}
