import { useBoard } from "../app/scope";
import { CardView } from "./CardView";
import { ZoneView } from "./ZoneView";

const WHOLE_WIDTH = { "--span": 12, gridColumn: "1 / span 12" };

/** Zones of no launch, and cards whose zone is gone, so that nothing is out of sight. */
export function LooseZones() {
  const { model } = useBoard();
  const zones = model.zonesOfLaunch(null).value;
  const cards = model.unplaced.value;
  if (zones.length === 0 && cards.length === 0) return null;
  return (
    <article class="launch" data-silent aria-label="Without a template">
      <div class="zone-grid">
        {zones.map((zone) => (
          <ZoneView key={zone} id={zone} level={2} />
        ))}
        {cards.length > 0 && (
          <article class="zone" style={WHOLE_WIDTH} aria-labelledby="unplaced-title">
            <h2 id="unplaced-title">Cards without a place</h2>
            <p class="hint">Their zone was deleted. Move them, or restore the zone from the Deleted list.</p>
            <ul class="cards">
              {cards.map((card) => (
                <li key={card}>
                  <CardView id={card} />
                </li>
              ))}
            </ul>
          </article>
        )}
      </div>
    </article>
  );
}
