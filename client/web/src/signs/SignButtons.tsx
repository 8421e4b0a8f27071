import { useBoard } from "../app/scope";
import { lowerHand, raiseHand } from "./signs";

/** Raises and lowers one's hand, and shows what else can be said to the room. */
export function SignButtons() {
  const scope = useBoard();
  const { view } = scope;
  const isUp = view.hand.value !== null;
  return (
    <>
      <button type="button" class="quiet" onClick={() => (isUp ? lowerHand(scope) : raiseHand(scope))}>
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
    </>
  );
}
