import { useState } from "preact/hooks";
import { Field } from "../app/Field";
import type { Spot } from "../model/stage";
import { LIMITS } from "../model/schema.gen";
import { type NewVote, USUAL_DOTS } from "./votes_api";

interface Props {
  readonly spot: Spot;
  readonly isBusy: boolean;
  readonly onOpen: (vote: NewVote) => void;
}

/** Opening a vote on a zone, asking who agrees with an area's record, or letting the scales of a launch be marked. */
export function AskEverybody({ spot, isBusy, onOpen }: Props) {
  switch (spot.root) {
    case "zones":
      return <AskForDots spot={spot} isBusy={isBusy} onOpen={onOpen} />;
    case "areas":
      return <AskWhoAgrees spot={spot} isBusy={isBusy} onOpen={onOpen} />;
    case "launches":
      return <AskForMarks spot={spot} isBusy={isBusy} onOpen={onOpen} />;
  }
}

function AskForMarks({ spot, isBusy, onOpen }: Props) {
  return (
    <>
      <p class="hint">Each marks the scales privately. Nothing is stored, and the group sees a shape from four marks up.</p>
      <button type="button" class="primary" aria-disabled={isBusy} onClick={() => onOpen({ kind: "markers", place: spot.id })}>
        Let everybody mark privately
      </button>
    </>
  );
}

function AskForDots({ spot, isBusy, onOpen }: Props) {
  const [dots, setDots] = useState(USUAL_DOTS);
  const [mayPile, setMayPile] = useState(false);
  const [error, setError] = useState("");
  const open = () => {
    const wrong = dotsError(dots);
    setError(wrong);
    if (wrong === "") onOpen({ kind: "dots", place: spot.id, dots, most: mayPile ? dots : 1 });
  };
  return (
    <>
      <p class="hint">Nobody sees others' dots. The sums are shown when you close the vote.</p>
      <Field label="Dots for each person" error={error}>
        {(described) => (
          <input {...described} type="number" min={1} max={LIMITS.MAX_DOTS} value={dots} onInput={(event) => setDots(Number(event.currentTarget.value))} />
        )}
      </Field>
      <label class="check">
        <input type="checkbox" checked={mayPile} onChange={(event) => setMayPile(event.currentTarget.checked)} /> Several may be put on one
      </label>
      <button type="button" class="primary" aria-disabled={isBusy} onClick={open}>
        Open the vote
      </button>
    </>
  );
}

/** What is wrong with so many dots; "" for nothing. */
function dotsError(dots: number): string {
  return Number.isInteger(dots) && dots >= 1 && dots <= LIMITS.MAX_DOTS ? "" : `Give each person between 1 and ${LIMITS.MAX_DOTS} dots.`;
}

function AskWhoAgrees({ spot, isBusy, onOpen }: Props) {
  const [isLive, setIsLive] = useState(false);
  return (
    <>
      <p class="hint">Each says of the agreed record: agree, can live with it, or not yet. Only counts are shown.</p>
      <label class="check">
        <input type="checkbox" checked={isLive} onChange={(event) => setIsLive(event.currentTarget.checked)} /> Show the counts at once
      </label>
      <button type="button" class="primary" aria-disabled={isBusy} onClick={() => onOpen({ kind: "agreement", place: spot.id, counts: isLive ? "live" : "closed" })}>
        Ask everybody
      </button>
    </>
  );
}
