import { useEffect } from "preact/hooks";
import { goTo } from "../app/go_to";
import { useBoard } from "../app/scope";
import { hatsWorn, keepHats } from "./wearing";

/** The hats that this person wears, with the way to write as them. */
export function HatNow() {
  const scope = useBoard();
  return (
    <>
      {hatsWorn(scope).map(([zone, title]) => (
        <div key={zone} class="my-role my-hat">
          <p>
            <strong>You wear: {title}.</strong> Write as this person, in the first person. Only you see which hat is yours.
          </p>
          <button type="button" class="quiet" onClick={() => goTo(scope, { root: "zones", id: zone })}>
            Go to the hats
          </button>
        </div>
      ))}
    </>
  );
}

/** Keeps this person's hats up to date, whether they are in sight or not. */
export function useHats(): void {
  const scope = useBoard();
  useEffect(() => keepHats(scope), [scope]);
}
