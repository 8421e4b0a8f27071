import { useState } from "preact/hooks";
import { api } from "../app/api";
import { DialogFrame } from "../app/DialogFrame";
import { Field } from "../app/Field";
import { ProblemNote } from "../app/ProblemNote";
import { type BoardScope, useBoard } from "../app/scope";
import { useTask } from "../app/useTask";
import { placeName } from "../board/card_moves";
import { allZones } from "../board/new_card";
import { LIMITS } from "../model/schema.gen";
import { areaOf, type Spot } from "../model/stage";
import { RoundForm } from "../private/RoundForm";
import { AskEverybody } from "../votes/AskEverybody";
import { votesApi } from "../votes/votes_api";
import { partInSight, spotOf } from "./guiding";
import { UnlockButton } from "./UnlockButton";

/** Bringing everybody to a part of the board, the spotlight, locks, and leading the view. */
export function GuideDialog({ onClose }: { readonly onClose: () => void }) {
  return (
    <DialogFrame title="Guide everybody" onClose={onClose}>
      <GuideForm onClose={onClose} />
      <LockedParts />
    </DialogFrame>
  );
}

function GuideForm({ onClose }: { readonly onClose: () => void }) {
  const scope = useBoard();
  const { info, view, connection } = scope;
  const task = useTask();
  const [chosen, setChosen] = useState(() => firstChoice(scope));
  const [why, setWhy] = useState("");
  const spot = spotOf(chosen);
  const run = (work: () => Promise<void>, said: string) =>
    task.run(async () => {
      await work();
      view.announce(said);
      onClose();
    });
  const isLockable = spot !== null && spot.root !== "launches" && !connection.stage.locks.value.has(spot.id);
  if (!spot) return <p>There is nothing on the board yet. Launch a template first.</p>;
  const leads = connection.stage.room.value.leader === info.participant.id;
  return (
    <>
      <ProblemNote problem={task.problem} />
      <Field label="Which part of the board?">
        {(described) => (
          <select {...described} value={chosen} onChange={(event) => setChosen(event.currentTarget.value)}>
            {choices(scope).map(([key, name]) => (
              <option key={key} value={key}>
                {name}
              </option>
            ))}
          </select>
        )}
      </Field>
      <div class="row">
        <button type="button" class="primary" aria-disabled={task.busy} onClick={() => run(() => api.bring(info.id, spot), "Everybody is brought there.")}>
          Bring everybody here
        </button>
        <button type="button" aria-disabled={task.busy} onClick={() => run(() => api.spotlight(info.id, spot), "It is in the spotlight.")}>
          Put it in the spotlight
        </button>
      </div>
      {isLockable && (
        <fieldset class="guide-lock">
          <legend>Lock it</legend>
          <p class="hint">Others read it and cannot change it, facilitators can. A snapshot is taken first.</p>
          <Field label="While" hint="It completes “Locked by the facilitator while …”" optional>
            {(described) => <input {...described} value={why} maxLength={LIMITS.MAX_LABEL} onInput={(event) => setWhy(event.currentTarget.value)} />}
          </Field>
          <button type="button" aria-disabled={task.busy} onClick={() => run(() => api.lock(info.id, spot.id, why.trim()), "It is locked for others.")}>
            Lock for others
          </button>
        </fieldset>
      )}
      <AskEverybody
        spot={spot}
        isBusy={task.busy}
        onOpen={(vote) => run(() => votesApi.open(info.id, vote).then(() => undefined), "Everybody can vote now.")}
      />
      {spot.root === "zones" && <RoundForm key={spot.id} zone={spot.id} onDone={onClose} />}
      <p>
        <button
          type="button"
          aria-disabled={task.busy}
          onClick={() => (leads ? run(() => api.release(info.id), "Everybody moves freely.") : run(() => api.lead(info.id), "Everybody's view follows yours."))}
        >
          {leads ? "Let everybody go free" : "Let everybody's view follow mine"}
        </button>
      </p>
    </>
  );
}

function LockedParts() {
  const { connection, model } = useBoard();
  const locks = [...connection.stage.locks.value];
  if (locks.length === 0) return null;
  return (
    <section aria-labelledby="locked-title">
      <h3 id="locked-title">Locked now</h3>
      <ul class="rows">
        {locks.map(([place, lock]) => {
          const title = (lock.root === "areas" ? model.area(place).value?.title : placeName(model, { zone: place, cell: null })) ?? "";
          return (
            <li key={place} class="spread">
              <span>{title}</span>
              <UnlockButton place={place} title={title} />
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** The area that the phase is about, else what is in sight, else the first part. */
function firstChoice(scope: BoardScope): string {
  const area = areaOf(scope.connection.stage.clock.peek().entry ?? "");
  const keys = choices(scope).map(([key]) => key);
  const sight = partInSight();
  const wished = [area === null ? "" : `areas/${area}`, sight ? keyOf(sight) : ""];
  return wished.find((key) => keys.includes(key)) ?? keys[0] ?? "";
}

function keyOf({ root, id }: Spot): string {
  return `${root}/${id}`;
}

/** Every launch, area and zone, in reading order. */
function choices({ model }: BoardScope): readonly (readonly [string, string])[] {
  const launches = model.launches.peek().map((id) => [`launches/${id}`, model.launch(id).peek()?.title ?? ""] as const);
  const areas = model.areas.peek().map((id) => [`areas/${id}`, `Area: ${model.area(id).peek()?.title || "without a title"}`] as const);
  const zones = allZones(model).map(({ id }) => [`zones/${id}`, placeName(model, { zone: id, cell: null })] as const);
  return [...launches, ...areas, ...zones];
}
