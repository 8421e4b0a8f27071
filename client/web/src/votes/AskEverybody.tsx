import { useState } from "preact/hooks";
import { Field } from "../app/Field";
import type { Spot } from "../model/stage";
import { LIMITS } from "../model/schema.gen";
import type { NewVote } from "./votes_api";

interface Props {
  readonly spot: Spot;
  readonly isBusy: boolean;
  readonly onOpen: (vote: NewVote) => void;
}

/** Opening a vote on a zone, or asking who agrees with an area's record. A launch has its scales, where marking begins. */
export function AskEverybody({ spot, isBusy, onOpen }: Props) {
  switch (spot.root) {
    case "zones":
      return <AskForDots spot={spot} isBusy={isBusy} onOpen={onOpen} />;
    case "areas":
      return <AskWhoAgrees spot={spot} isBusy={isBusy} onOpen={onOpen} />;
    case "launches":
      return null;
  }
}

const USUAL_DOTS = 3;

function AskForDots({ spot, isBusy, onOpen }: Props) {
  const [dots, setDots] = useState(USUAL_DOTS);
  const [mayPile, setMayPile] = useState(false);
  return (
    <fieldset class="guide-lock">
      <legend>Vote with dots</legend>
      <p class="hint">Nobody sees others' dots. The sums are shown when you close the vote.</p>
      <Field label="Dots for each person">
        {(described) => (
          <input {...described} type="number" min={1} max={LIMITS.MAX_DOTS} value={dots} onInput={(event) => setDots(Number(event.currentTarget.value))} />
        )}
      </Field>
      <label class="check">
        <input type="checkbox" checked={mayPile} onChange={(event) => setMayPile(event.currentTarget.checked)} /> Several may be put on one
      </label>
      <button type="button" aria-disabled={isBusy} onClick={() => onOpen({ kind: "dots", place: spot.id, dots, most: mayPile ? dots : 1 })}>
        Open the vote
      </button>
    </fieldset>
  );
}

function AskWhoAgrees({ spot, isBusy, onOpen }: Props) {
  const [isLive, setIsLive] = useState(false);
  return (
    <fieldset class="guide-lock">
      <legend>Ask who agrees</legend>
      <p class="hint">Each says of the agreed record: agree, can live with it, or not yet. Only counts are shown.</p>
      <label class="check">
        <input type="checkbox" checked={isLive} onChange={(event) => setIsLive(event.currentTarget.checked)} /> Show the counts at once
      </label>
      <button type="button" aria-disabled={isBusy} onClick={() => onOpen({ kind: "agreement", place: spot.id, counts: isLive ? "live" : "closed" })}>
        Ask everybody
      </button>
    </fieldset>
  );
}
