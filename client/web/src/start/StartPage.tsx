import { useEffect, useMemo } from "preact/hooks";
import { Announcer } from "../app/Announcer";
import { api, type Me, type Participant } from "../app/api";
import { boardAddress, PROGRAMMES } from "../app/address";
import { ProblemNote } from "../app/ProblemNote";
import { useLoaded } from "../app/useTask";
import { forgetLinks } from "../share/kept_links";
import { Drafts } from "../text/drafts";
import { NewBoard } from "./NewBoard";

const NOBODY: Me | null = null;

/** Continue a board, or start one from a template. */
export function StartPage() {
  const me = useLoaded<Me | null>(api.me, NOBODY);
  useEffect(() => {
    document.title = "Manualboard";
  }, []);
  if (me.problem) return <Unreachable problem={me.problem} onRetry={me.reload} />;
  if (!me.value) return <p class="page">One moment…</p>;
  if (!me.value.participant) return <Stranger />;
  return <Known me={me.value} person={me.value.participant} />;
}

function Known({ me, person }: { readonly me: Me; readonly person: Participant }) {
  const drafts = useMemo(() => new Drafts(person.id), [person.id]);
  return (
    <main class="page">
      <header class="spread">
        <h1>Manualboard</h1>
        <p class="row">
          {person.name}
          <button type="button" class="quiet" onClick={() => void leave()}>
            Sign out
          </button>
        </p>
      </header>
      <section aria-labelledby="continue-title">
        <h2 id="continue-title">Continue a board</h2>
        {me.boards.length === 0 && <p class="empty">You have no boards yet.</p>}
        <ul class="boards">
          {me.boards.map((board) => (
            <li key={board.id}>
              <a href={boardAddress(board.id)}>{board.title || "Board without a title"}</a>
              <span class="hint"> changed {changed(board.updated_at)}</span>
            </li>
          ))}
        </ul>
      </section>
      {me.organiser && (
        <p>
          <a href={PROGRAMMES}>Programmes</a>: their groups, sessions and registers.
        </p>
      )}
      {me.organiser && <NewBoard drafts={drafts} />}
      <Announcer />
    </main>
  );
}

async function leave(): Promise<void> {
  await api.logout();
  forgetLinks();
  window.location.reload();
}

function Stranger() {
  return (
    <main class="page narrow">
      <h1>Manualboard</h1>
      <p>
        A board where a group works out how it does something, agrees the words together, and takes them home as sections of a
        report.
      </p>
      <p>Boards open by a link. If somebody sent you one, open it in this browser.</p>
      <p>If you run this server, open the organiser’s link that it printed when it started.</p>
    </main>
  );
}

function Unreachable({ problem, onRetry }: { readonly problem: unknown; readonly onRetry: () => void }) {
  return (
    <main class="page narrow">
      <h1>Manualboard</h1>
      <ProblemNote problem={problem} />
      <button type="button" onClick={onRetry}>
        Try again
      </button>
    </main>
  );
}

function changed(iso: string): string {
  return new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short" }).format(new Date(iso));
}
