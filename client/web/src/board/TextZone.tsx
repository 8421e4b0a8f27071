import type { Zone } from "../model/types";
import { useBoard } from "../app/scope";
import { EditableText } from "./EditableText";

/** One text written by everybody. */
export function TextZone({ zone }: { readonly zone: Zone }) {
  const { model } = useBoard();
  return <EditableText path={model.zoneTextPath(zone)} label={zone.title} empty="Nothing written yet." rich />;
}
