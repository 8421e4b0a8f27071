import type { Zone } from "../model/types";
import { useBoard } from "../app/scope";
import { ScaleState } from "../votes/ScaleState";
import { CardView } from "./CardView";

/** Tones from blue to red; a scale of any length takes its tones from these. */
const TONES = 5;

/** An ordered scale in words between two ends. What people mark is private: only a shape of the group comes here. */
export function ScaleZone({ zone }: { readonly zone: Zone }) {
  const last = Math.max(1, zone.columns.length - 1);
  return (
    <div class="scale-zone">
      <ol class={zone.config.heat ? "scale is-heat" : "scale"} aria-label={`Steps of ${zone.title}`}>
        {zone.columns.map((step, index) => (
          <li key={step.id} class={`tone-${Math.round((index / last) * (TONES - 1))}`}>
            <p class="scale-word">{step.title}</p>
            {step.hint && <p class="hint">{step.hint}</p>}
          </li>
        ))}
      </ol>
      <StrayCards zone={zone} />
      <ScaleState zone={zone} />
    </div>
  );
}

/** A scale asks for no cards; those that another program put there are not hidden. */
function StrayCards({ zone }: { readonly zone: Zone }) {
  const { model } = useBoard();
  const cards = model.cardsIn(zone.id).value;
  if (cards.length === 0) return null;
  return (
    <ul class="cards">
      {cards.map((card) => (
        <li key={card}>
          <CardView id={card} />
        </li>
      ))}
    </ul>
  );
}
