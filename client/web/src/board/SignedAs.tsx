import { type BoardScope, useBoard } from "../app/scope";
import { signedWords } from "../model/shown_as";
import type { Card } from "../model/types";
import { groupsShare, signingAt, signingIn } from "./signing";

const WHAT = {
  none: "Cards that you add here are shown",
  some: "Cards that you add here, but for what the group says together, are shown",
} as const;

/** Says of an activity how the cards that this person adds there will be signed, where they will. */
export function SignedHere({ launch }: { readonly launch: string }) {
  const scope = useBoard();
  const signing = signingIn(scope, { root: "launches", id: launch });
  const share = groupsShare(scope, launch);
  if (signing === null || share === "all" || !scope.connection.mayEdit.value) return null;
  return <p class="hint signed-as">{signedWords(WHAT[share], signing, scope.info.participant)}</p>;
}

/** Says the same in the card that this person has just made, while they write in it and it holds. `id` is for the text described by it. */
export function SignedCard({ id }: { readonly id: string }) {
  const scope = useBoard();
  const card = scope.model.card(scope.view.fresh.value ?? "").value;
  if (!card?.told || !holds(scope, card)) return null;
  return (
    <p class="hint signed-as" id={id}>
      {signedWords("Shown", card.told, scope.info.participant)}
    </p>
  );
}

/** Whether a card is signed, or will be once it has come to the server: meanwhile its activity may have become more discreet. */
function holds(scope: BoardScope, { by, written_in, zone }: Card): boolean {
  return by !== null || (written_in === null && signingAt(scope, zone) !== null);
}
