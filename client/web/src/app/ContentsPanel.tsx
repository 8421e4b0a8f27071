import { useBoard } from "./scope";

/** The board's parts by name, to go to with one click. */
export function ContentsPanel() {
  const { model, view } = useBoard();
  const shown = view.showContents.value;
  return (
    <nav class={shown ? "contents" : "contents folded"} aria-labelledby="contents-title">
      <h2 id="contents-title">
        <button
          type="button"
          class="quiet heading-button"
          aria-expanded={shown}
          onClick={() => {
            view.showContents.value = !shown;
          }}
        >
          Contents
        </button>
      </h2>
      {shown && (
        <ul>
          {model.launches.value.map((launch) => (
            <LaunchEntry key={launch} launch={launch} />
          ))}
        </ul>
      )}
    </nav>
  );
}

function LaunchEntry({ launch }: { readonly launch: string }) {
  const { model, viewport } = useBoard();
  return (
    <li>
      <button type="button" class="link" onClick={() => viewport.show(`launch-${launch}`)}>
        {model.launch(launch).value?.title}
      </button>
      <ul>
        {model.zonesOfLaunch(launch).value.map((zone) => (
          <ZoneEntry key={zone} zone={zone} />
        ))}
      </ul>
    </li>
  );
}

function ZoneEntry({ zone }: { readonly zone: string }) {
  const { model, viewport } = useBoard();
  const found = model.zone(zone).value;
  const areas = found?.kind === "areas" ? model.areasOf(zone).value : [];
  const count = model.cardsIn(zone).value.length;
  return (
    <li>
      <button type="button" class="link" onClick={() => viewport.show(`zone-${zone}`)}>
        {found?.title}
        {count > 0 && ` (${count})`}
      </button>
      {areas.length > 0 && (
        <ol>
          {areas.map((area) => (
            <li key={area}>
              <button type="button" class="link" onClick={() => viewport.show(`area-${area}`)}>
                {model.area(area).value?.title || "Area without a title"}
              </button>
            </li>
          ))}
        </ol>
      )}
    </li>
  );
}
