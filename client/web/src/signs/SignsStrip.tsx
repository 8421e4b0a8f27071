import { useEffect } from "preact/hooks";
import { useBoard } from "../app/scope";
import { keepSigns } from "./keep_signs";
import { handsUp, lowerFor, react, REACTIONS } from "./signs";
import "./signs.css";

/** Whose hands are up, in order, and what is said to the room. It lies below the board, so that nothing moves for it. */
export function SignsStrip() {
  const scope = useBoard();
  const { view, connection } = scope;
  useEffect(() => keepSigns(scope), [scope]);
  const hands = handsUp(scope);
  const isEmpty = hands.length === 0 && !view.showSigns.value;
  return (
    <>
      <SaidNow />
      {!isEmpty && (
        <section class="news signs" aria-label="Hands and reactions">
          {hands.length > 0 && (
            <div class="news-note">
              <p id="hands-up">{hands.length === 1 ? "1 hand is up:" : `${hands.length} hands are up:`}</p>
              <ol class="hands" aria-labelledby="hands-up">
                {hands.map((hand) => (
                  <li key={hand.id}>
                    {hand.name}
                    {(connection.role.value === "facilitate" || hand.client === null) && (
                      <button type="button" class="quiet" onClick={() => lowerFor(scope, hand)}>
                        Lower<span class="hidden"> {hand.client === null ? "your hand" : `the hand of ${hand.name}`}</span>
                      </button>
                    )}
                  </li>
                ))}
              </ol>
            </div>
          )}
          {view.showSigns.value && (
            <fieldset class="news-note" aria-label="Say to everybody">
              {Object.entries(REACTIONS).map(([word, sign]) => (
                <button key={word} type="button" onClick={() => react(scope, word)}>
                  <span aria-hidden="true">{sign}</span> {word}
                </button>
              ))}
            </fieldset>
          )}
        </section>
      )}
    </>
  );
}

/** What people say just now, over the board; it goes by itself. Screen readers hear it counted, not each. */
function SaidNow() {
  const { connection, view, info } = useBoard();
  const own = view.reaction.value;
  const said = connection.peers.value.flatMap(({ client, user, reaction }) =>
    reaction && user.id !== info.participant.id && reaction.word in REACTIONS ? [{ key: client, name: user.name, word: reaction.word }] : [],
  );
  const all = own ? [...said, { key: 0, name: "You", word: own.word }] : said;
  if (all.length === 0) return null;
  return (
    <ul class="said-now" aria-hidden="true">
      {all.map(({ key, name, word }) => (
        <li key={key}>
          {REACTIONS[word]} {name}: {word}
        </li>
      ))}
    </ul>
  );
}
