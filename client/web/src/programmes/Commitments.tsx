import { boardAddress } from "../app/address";
import { ProblemNote } from "../app/ProblemNote";
import { useLoaded } from "../app/useTask";
import { dayWords } from "./days";
import { programmesApi } from "./programmes_api";
import type { Commitment, GroupView } from "./types";

interface Props {
  readonly programme: string;
  readonly view: GroupView;
}

/** What people of the group committed to on its boards, and what became of it, session by session. */
export function Commitments({ programme, view }: Props) {
  const group = view.group.entity.id;
  const found = useLoaded<readonly Commitment[]>(() => programmesApi.commitments(programme, group), []);
  const open = found.value.filter(({ done }) => !done).length;
  return (
    <section aria-labelledby="commitments-title">
      <h2 id="commitments-title">Commitments</h2>
      <ProblemNote problem={found.problem} />
      {found.value.length === 0 && !found.busy && <p class="empty">Nobody has committed to anything on a board of this group yet.</p>}
      {found.value.length > 0 && (
        <p class="hint">
          {open === 0 ? "All are done." : `${open} of ${found.value.length} not done yet: the next session’s check-in begins with them.`}
        </p>
      )}
      <ul class="rows">
        {found.value.map((commitment) => (
          <Row key={`${commitment.board} ${commitment.card}`} commitment={commitment} view={view} />
        ))}
      </ul>
    </section>
  );
}

function Row({ commitment, view }: { readonly commitment: Commitment; readonly view: GroupView }) {
  const { what, by_when, how_will_i_know, who_may_ask, done, progress } = commitment;
  const facts = [
    by_when && `by when: ${by_when}`,
    how_will_i_know && `how to know: ${how_will_i_know}`,
    who_may_ask && `who may ask: ${who_may_ask}`,
  ];
  return (
    <li>
      <p>
        {what} <span class={done ? "badge is-agreed" : "badge"}>{done ? "done" : "not done yet"}</span>
      </p>
      <p class="hint">
        <a href={boardAddress(commitment.board)}>{sessionName(view, commitment.session)}</a>
        {facts.some(Boolean) && `; ${facts.filter(Boolean).join("; ")}`}
      </p>
      {progress.length > 0 && (
        <ul class="bulleted">
          {progress.map((said) => (
            <li key={`${said.board} ${said.outcome} ${said.what_worked}`}>
              {sessionName(view, said.session)}: {progressWords(said)}
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

function progressWords({ outcome, what_worked, what_did_not }: Commitment["progress"][number]): string {
  const parts = [outcome, what_worked && `what worked: ${what_worked}`, what_did_not && `what did not: ${what_did_not}`];
  return parts.filter(Boolean).join("; ");
}

function sessionName({ sessions }: GroupView, id: string): string {
  const found = sessions.find(({ entity }) => entity.id === id)?.entity;
  return found ? `session ${found.number}, ${dayWords(found.date)}` : "a session";
}
