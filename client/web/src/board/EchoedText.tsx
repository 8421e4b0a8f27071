import type { BoardModel } from "../model/board";
import type { Zone } from "../model/types";
import { useBoard } from "../app/scope";
import { ReadText } from "./EditableText";

/** What another zone of the same launch says, shown here again to be read. */
export function EchoedText({ zone }: { readonly zone: Zone }) {
  const { model } = useBoard();
  const source = echoed(model, zone);
  if (!source) return null;
  const paths = source.kind === "text" ? [model.zoneTextPath(source)] : model.cardsIn(source.id).value.map((id) => `cards/${id}/text` as const);
  const texts = paths.map((path) => [path, model.content(model.text(path)).value] as const).filter(([, text]) => text !== "");
  return (
    <blockquote class="echo" aria-label={`Again: ${source.title}`}>
      <p class="hint">{source.title}</p>
      {texts.length === 0 && <p class="empty">Nothing written there yet.</p>}
      {texts.map(([path, text]) => (
        <ReadText key={path} text={text} rich={source.kind === "text"} />
      ))}
    </blockquote>
  );
}

function echoed(model: BoardModel, zone: Zone): Zone | undefined {
  if (zone.config.echo === undefined) return undefined;
  const siblings = zone.parent === null ? model.zonesOfLaunch(zone.launch).value : model.zonesOfArea(zone.parent).value;
  return siblings.flatMap((id) => model.zone(id).value ?? []).find(({ slot }) => slot === zone.config.echo);
}
