import { useBoard } from "../app/scope";
import type { Zone } from "../model/types";
import { Bands } from "./VoteResult";
import { bandNames } from "./words";

/** Whether a scale can be marked now, or the shape of the group that came out last. */
export function ScaleState({ zone }: { readonly zone: Zone }) {
  const { connection } = useBoard();
  const round = connection.stage.votes.value.find(({ kind, place }) => kind === "markers" && place === zone.launch);
  const shape = round?.shapes[zone.id];
  if (shape) return <Bands names={bandNames(zone.columns)} shape={shape} />;
  return <p class="scale-state">{round?.state === "open" ? OPEN : CLOSED}</p>;
}

const CLOSED = "Marking opens when the facilitator starts it. Marks are private; the group sees a shape, and only with four or more.";
const OPEN = "Marking is open: see Now. Marks are private; the group sees a shape, and only with four or more.";
