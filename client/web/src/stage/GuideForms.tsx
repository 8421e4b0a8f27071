import { useState } from "preact/hooks";
import { api } from "../app/api";
import { Field } from "../app/Field";
import { useBoard } from "../app/scope";
import { placeName } from "../board/card_moves";
import { LIMITS } from "../model/schema.gen";
import type { Spot } from "../model/stage";
import { RoundForm } from "../private/RoundForm";
import { AskEverybody } from "../votes/AskEverybody";
import { showVote } from "../votes/open_votes";
import { votesApi } from "../votes/votes_api";
import type { GuideAct } from "./guide_acts";
import { UnlockButton } from "./UnlockButton";

/** How an act is carried out. */
export interface Carry {
  readonly isBusy: boolean;
  /** Do it, say aloud what is so now, and close the dialog. */
  readonly out: (work: () => Promise<void>, said: string) => void;
  /** It was carried out. */
  readonly done: () => void;
}

interface Props {
  readonly spot: Spot;
  readonly carry: Carry;
}

/** What an act needs beside its part, and the button that carries it out. */
export function PartAct({ act, spot, carry }: Props & { readonly act: Exclude<GuideAct, "lead"> }) {
  const scope = useBoard();
  const { info } = scope;
  switch (act) {
    case "bring":
      return (
        <ActButton carry={carry} work={() => api.bring(info.id, spot)} said="Everybody is brought there." hint="Who is writing is asked, not moved. Everybody can return.">
          Bring everybody here
        </ActButton>
      );
    case "spotlight":
      return (
        <ActButton carry={carry} work={() => api.spotlight(info.id, spot)} said="It is in the spotlight." hint="The rest is dimmed and stays readable.">
          Put it in the spotlight
        </ActButton>
      );
    case "lock":
      return <Lock spot={spot} carry={carry} />;
    case "vote":
      return (
        <AskEverybody
          spot={spot}
          isBusy={carry.isBusy}
          onOpen={(vote) => carry.out(() => votesApi.open(info.id, vote).then(() => showVote(scope, vote.place)), "Everybody can vote now.")}
        />
      );
    case "write":
      return <RoundForm zone={spot.id} onDone={carry.done} />;
  }
}

interface ButtonProps {
  readonly carry: Carry;
  readonly work: () => Promise<void>;
  readonly said: string;
  readonly hint: string;
  readonly children: string;
}

function ActButton({ carry, work, said, hint, children }: ButtonProps) {
  return (
    <>
      <p class="hint">{hint}</p>
      <button type="button" class="primary" data-first aria-disabled={carry.isBusy} onClick={() => carry.out(work, said)}>
        {children}
      </button>
    </>
  );
}

function Lock({ spot, carry }: Props) {
  const { info } = useBoard();
  const [why, setWhy] = useState("");
  return (
    <>
      <Field label="While" hint="It completes “Locked by the facilitator while …”" optional>
        {(described) => <input {...described} value={why} maxLength={LIMITS.MAX_LABEL} onInput={(event) => setWhy(event.currentTarget.value)} />}
      </Field>
      <ActButton
        carry={carry}
        work={() => api.lock(info.id, spot.id, why.trim())}
        said="It is locked for others."
        hint="Others read it and cannot change it, facilitators can. A snapshot is taken first."
      >
        Lock for others
      </ActButton>
      <LockedParts />
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

/** Letting everybody's view follow one's own, or letting it go. */
export function LeadTheView({ carry }: { readonly carry: Carry }) {
  const { info, connection } = useBoard();
  const leads = connection.stage.room.value.leader === info.participant.id;
  const hint = "Everybody sees the part that you look at, and leaves by moving on their own.";
  return leads ? (
    <ActButton carry={carry} work={() => api.release(info.id)} said="Everybody moves freely." hint={hint}>
      Let everybody go free
    </ActButton>
  ) : (
    <ActButton carry={carry} work={() => api.lead(info.id)} said="Everybody's view follows yours." hint={hint}>
      Let everybody's view follow mine
    </ActButton>
  );
}
