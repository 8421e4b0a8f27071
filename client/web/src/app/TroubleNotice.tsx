import type { Keeping } from "../sync/device_copy";
import type { SavedState } from "../sync/saved";
import { useBoard } from "./scope";

/** What to do where the live connection cannot work or has ended. */
export function TroubleNotice() {
  const { connection } = useBoard();
  const state = connection.saved.value;
  if (state.kind === "blocked") return <Blocked keeping={state.keeping} onRetry={() => connection.retry()} />;
  if (state.kind === "ended") return <Ended state={state} />;
  if (connection.session.value.damaged.value) return <Damaged />;
  return null;
}

function Damaged() {
  return (
    <section class="notice warning" aria-labelledby="damaged-title">
      <h2 id="damaged-title">This board can be read, but not changed at the moment</h2>
      <p>
        Part of what was stored of it is damaged. You see the board as it was before that. You can export it; nobody can change it
        until it is mended.
      </p>
      <p>Tell whoever looks after the server: “A row of this board’s log cannot be read; the server’s log says which.”</p>
    </section>
  );
}

const BLOCKED_WORDS: Readonly<Record<Keeping, string>> = {
  kept: "You can write; your edits are kept on this device and are sent when the connection works. Others cannot see them until then.",
  keeping: "You can write; your edits are being saved on this device. Others cannot see them until the connection works.",
  cannot: "This browser cannot keep your edits: keep this page open until the connection works, or copy what you write.",
};

function Blocked({ keeping, onRetry }: { readonly keeping: Keeping; readonly onRetry: () => void }) {
  const { connection } = useBoard();
  const isOpen = connection.session.value.ready.value;
  return (
    <section class="notice warning" aria-labelledby="blocked-title">
      <h2 id="blocked-title">Your network lets the page through, but not the live connection</h2>
      <p>
        {isOpen ? BLOCKED_WORDS[keeping] : "The board cannot be shown until the connection works."}
      </p>
      <p>
        Ask your IT team: “Please allow WebSocket connections (wss) to <strong>{window.location.host}</strong>.” A different
        network, such as a phone’s hotspot, may also help.
      </p>
      <button type="button" onClick={onRetry}>
        Try again
      </button>
    </section>
  );
}

function Ended({ state }: { readonly state: Extract<SavedState, { kind: "ended" }> }) {
  return (
    <section class="notice warning" aria-labelledby="ended-title">
      <h2 id="ended-title">You no longer have access to this board</h2>
      <p>The link you joined with was withdrawn, or you are signed out. Ask the facilitator for a new link.</p>
      {state.edits > 0 && <p>What you wrote last was not saved. Copy it from this page before you close it.</p>}
    </section>
  );
}
