import { useBoard } from "../app/scope";
import { namesNobody } from "../model/attribution";
import { PartNotes } from "../stage/LockedPart";
import { litClass } from "../stage/lit";
import { Wheel } from "../votes/Wheel";
import { SignedHere } from "./SignedAs";
import { ZoneView } from "./ZoneView";

/** One use of a template: its zones on a grid of twelve columns. */
export function LaunchFrame({ id }: { readonly id: string }) {
  const scope = useBoard();
  const { model } = scope;
  const launch = model.launch(id).value;
  const area = model.area(launch?.area ?? "").value;
  if (!launch) return null;
  const isSilent = namesNobody(model, { root: "launches", id }) || undefined;
  return (
    <article class={`launch${litClass(scope, "launches", id)}`} data-silent={isSilent} data-part={`launches/${id}`} id={`launch-${id}`} tabIndex={-1} aria-labelledby={`launch-${id}-title`}>
      <header class="launch-head">
        <h2 id={`launch-${id}-title`}>{launch.title || "Untitled"}</h2>
        {area && <p class="launch-area">on “{area.title}”</p>}
      </header>
      <SignedHere launch={id} />
      <PartNotes root="launches" id={id} />
      <Wheel launch={id} />
      <div class="zone-grid">
        {model.zonesOfLaunch(id).value.map((zone) => (
          <ZoneView key={zone} id={zone} level={3} />
        ))}
      </div>
    </article>
  );
}
