import { useBoard } from "../app/scope";
import { handsUp, lowerFor, lowerHand, raiseHand, react, REACTIONS } from "./signs";
import "./signs.css";

export const SIGNS_ID = "signs";

/** Whose hands are up, in order; raising one's own, and what can be said to the room. */
export function Signs() {
  return (
    <section id={SIGNS_ID} class="signs" tabIndex={-1} aria-label="Hands and reactions">
      <Hands />
      <SignButtons />
    </section>
  );
}

function Hands() {
  const scope = useBoard();
  const { connection } = scope;
  const hands = handsUp(scope);
  if (hands.length === 0) return null;
  return (
    <>
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
    </>
  );
}

function SignButtons() {
  const scope = useBoard();
  const { view } = scope;
  const isUp = view.hand.value !== null;
  return (
    <>
      <div class="row">
        <button type="button" onClick={() => (isUp ? lowerHand(scope) : raiseHand(scope))}>
          {isUp ? "Lower your hand" : "Raise your hand"}
        </button>
        <button
          type="button"
          class="quiet"
          aria-expanded={view.showSigns.value}
          onClick={() => {
            view.showSigns.value = !view.showSigns.value;
          }}
        >
          React
        </button>
      </div>
      {view.showSigns.value && (
        <fieldset class="row" aria-label="Say to everybody">
          {Object.entries(REACTIONS).map(([word, sign]) => (
            <button key={word} type="button" onClick={() => react(scope, word)}>
              <span aria-hidden="true">{sign}</span> {word}
            </button>
          ))}
        </fieldset>
      )}
    </>
  );
}
