import { useBoard } from "../app/scope";
import type { BoardModel } from "../model/board";
import { cardName } from "../model/card_name";
import type { Vote } from "../model/votes";
import { useVote } from "./use_vote";
import { VoteFrame } from "./VoteFrame";
import { type MyVote, votesApi } from "./votes_api";
import { dotsWords, leftWords } from "./words";

/** Placing one's dots on the cards of a zone, or on its areas. */
export function DotVote({ vote }: { readonly vote: Vote }) {
  const { model, info } = useBoard();
  const open = useVote(vote);
  const { my, act, busy } = open;
  const options = optionsOf(model, vote.place);
  const left = my ? leftOf(vote, my, options) : 0;
  const put = (option: string, count: number) =>
    act(
      () => votesApi.put(info.id, vote.id, option, count),
      (now) => leftWords(leftOf(vote, now, options)),
    );
  return (
    <VoteFrame vote={vote} open={open} promise={`Each has ${dotsWords(vote.dots)}. Nobody sees where yours are; the sums are shown when the vote is closed.`}>
      {my && (
        <>
          <p class="vote-left">{leftWords(left)}</p>
          <ul class="vote-options">
            {options.map((option) => {
              const count = my.mine[option] ?? 0;
              const name = optionName(model, vote.place, option);
              const mayPut = left > 0 && count < vote.most;
              return (
                <li key={option}>
                  <span class="vote-option">{name}</span>
                  <button type="button" aria-disabled={busy || !mayPut} onClick={() => mayPut && put(option, count + 1)}>
                    Put a dot<span class="hidden"> on {name}</span>
                  </button>
                  <button type="button" class="quiet" aria-disabled={busy || count === 0} onClick={() => count > 0 && put(option, count - 1)}>
                    Take back<span class="hidden"> a dot from {name}</span>
                  </button>
                  {/* Last, so that no button moves from under a finger. */}
                  <span class="vote-mine">{count > 0 && `Yours: ${dotsWords(count)}`}</span>
                </li>
              );
            })}
          </ul>
        </>
      )}
    </VoteFrame>
  );
}

/** What can be voted on now: dots on what is gone have come back. */
function leftOf({ dots }: Vote, { mine }: MyVote, options: readonly string[]): number {
  return options.reduce((left, option) => left - (mine[option] ?? 0), dots);
}

/** The areas of a zone of areas, the cards of any other, in order. */
export function optionsOf(model: BoardModel, zone: string): readonly string[] {
  return model.zone(zone).value?.kind === "areas" ? model.areasOf(zone).value : model.cardsIn(zone).value;
}

export function optionName(model: BoardModel, zone: string, option: string): string {
  if (model.zone(zone).value?.kind !== "areas") return cardName(model, option);
  return `“${model.area(option).value?.title || "Area without a title"}”`;
}
