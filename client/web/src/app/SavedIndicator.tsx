import { useEffect, useRef, useState } from "preact/hooks";
import { isReassuring, type SavedState, savedWords, spokenWords } from "../sync/saved";
import { useBoard } from "./scope";

/** How long nothing may change before the words grow better again, in milliseconds: they do not flicker with each letter. */
const QUIET = 400;

const SLOWER = "Your network blocks live connections, so others see changes a little later.";

/**
 * Whether what this person wrote is safe, in words; a change that matters is said politely to screen readers. The words in
 * sight are no live region, not even a silent one: Orca takes the same words in two for one message, and says neither.
 */
export function SavedIndicator() {
  const { connection } = useBoard();
  const state = useCalm(connection.saved.value);
  const { short, full } = savedWords(state);
  const about = connection.byHttp.value ? `${full}. ${SLOWER}` : full;
  return (
    <>
      <span class={`saved-state is-${state.kind}`} title={about}>
        <span class="wide-only">{full}</span>
        <span class="narrow-only">{short}</span>
      </span>
      <Spoken state={state} />
    </>
  );
}

function Spoken({ state }: { readonly state: SavedState }) {
  const last = useRef("");
  last.current = spokenWords(state) ?? last.current;
  return (
    <span class="hidden" aria-live="polite">
      {last.current}
    </span>
  );
}

/** The state, worse ones at once and better ones after a quiet moment. */
function useCalm(state: SavedState): SavedState {
  const [isSettled, settle] = useState(true);
  const worst = useRef(state);
  if (!isReassuring(state)) worst.current = state;
  useEffect(() => {
    if (!isReassuring(state)) {
      settle(false);
      return undefined;
    }
    const timer = setTimeout(() => settle(true), QUIET);
    return () => clearTimeout(timer);
  }, [state]);
  return isReassuring(state) && !isSettled ? worst.current : state;
}
