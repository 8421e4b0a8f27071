import { useState } from "preact/hooks";
import { Field } from "../app/Field";
import { useBoard } from "../app/scope";
import type { BoardModel } from "../model/board";
import { AGREEMENTS, LIMITS } from "../model/schema.gen";
import type { Vote } from "../model/votes";
import { isClosed } from "../stage/locks";
import { useVote } from "./use_vote";
import { VoteFrame } from "./VoteFrame";
import { votesApi } from "./votes_api";
import { AGREEMENT_NAMES, agreementWords } from "./words";

/** Saying whether one agrees with an area's record. */
export function AgreementVote({ vote }: { readonly vote: Vote }) {
  const { info } = useBoard();
  const open = useVote(vote);
  const { my, act, busy } = open;
  const seen = vote.counts === "live" ? "The counts are seen at once" : "The counts are shown when it is closed";
  return (
    <VoteFrame vote={vote} open={open} promise={`${seen}, never who said what. You can change your mind until then.`}>
      {my && (
        <fieldset class="vote-choices">
          <legend>What do you say?</legend>
          {AGREEMENTS.map((choice) => (
            <button
              key={choice}
              type="button"
              aria-pressed={my.mine[choice] === 1}
              aria-disabled={busy}
              onClick={() => act(() => votesApi.put(info.id, vote.id, choice, my.mine[choice] === 1 ? 0 : 1), (now) => saidWords(now.mine))}
            >
              {AGREEMENT_NAMES[choice]}
            </button>
          ))}
        </fieldset>
      )}
      {my?.mine["not_yet"] === 1 && <WhatWouldBeNeeded area={vote.place} />}
      {my?.so_far && <p>So far: {agreementWords(my.so_far)}</p>}
    </VoteFrame>
  );
}

function saidWords(mine: Readonly<Record<string, number>>): string {
  const choice = AGREEMENTS.find((each) => mine[each] === 1);
  return choice ? `You said: ${AGREEMENT_NAMES[choice]}.` : "You took it back.";
}

/** Only if they choose to: a card under the area's differences. */
function WhatWouldBeNeeded({ area }: { readonly area: string }) {
  const scope = useBoard();
  const { model, view } = scope;
  const [words, setWords] = useState("");
  const zone = differencesOf(model, area);
  if (!zone || isClosed(scope, zone)) return null;
  const send = () => {
    if (words.trim() === "") return;
    model.edits.addCard("difference", { zone, cell: null }, { text: words.trim() });
    setWords("");
    view.announce("It is a card under the differences now.");
  };
  return (
    <>
      <Field label="What would you need?" hint="It becomes a card under the differences, for everybody to read." optional>
        {(described) => <input {...described} value={words} maxLength={LIMITS.MAX_TEXT} onInput={(event) => setWords(event.currentTarget.value)} />}
      </Field>
      <button type="button" aria-disabled={words.trim() === ""} onClick={send}>
        Write it as a card
      </button>
    </>
  );
}

function differencesOf(model: BoardModel, area: string): string | undefined {
  return model.zonesOfArea(area).value.find((zone) => model.zone(zone).value?.slot === "differences");
}
