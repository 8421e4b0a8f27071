import { useBoard } from "../app/scope";
import { signedWords } from "../model/shown_as";
import { signingIn } from "./signing";

/** Says of an activity how the cards that this person adds there will be signed, where they will. */
export function SignedHere({ launch }: { readonly launch: string }) {
  const scope = useBoard();
  const signing = signingIn(scope, { root: "launches", id: launch });
  if (signing === null || !scope.connection.mayEdit.value) return null;
  return <p class="hint signed-as">{signedWords("Cards that you add here are shown", signing, scope.info.participant)}</p>;
}

/** Says the same in the card that this person has just made, while they write in it. `id` is for the text described by it. */
export function SignedCard({ id }: { readonly id: string }) {
  const { model, view, info } = useBoard();
  const told = model.card(view.fresh.value ?? "").value?.told ?? null;
  if (told === null) return null;
  return (
    <p class="hint signed-as" id={id}>
      {signedWords("Shown", told, info.participant)}
    </p>
  );
}
