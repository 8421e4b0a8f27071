import { useState } from "preact/hooks";
import { api, type BoardInfo, type Invitation } from "../app/api";
import { Question } from "../app/Question";
import { useBoard } from "../app/scope";
import { useTask } from "../app/useTask";
import { focusFirst } from "../outline/focus";
import { capital } from "../text/sentence";
import { LINK_NAMES } from "./roles";

const TITLE = "active-links";

interface Props {
  readonly links: readonly Invitation[];
  readonly onWithdrawn: () => void;
}

/** The links that work now: what for, by whom, who came by them; and withdrawing one. */
export function ActiveLinks({ links, onWithdrawn }: Props) {
  const [asked, setAsked] = useState<Invitation | null>(null);
  const [said, setSaid] = useState("");
  const withdrawn = (link: Invitation) => {
    setAsked(null);
    setSaid(`Withdrawn: ${linkName(link)}. ${joinedNow(link.joined)}`);
    onWithdrawn();
    focusFirst(`#${TITLE}`);
  };
  return (
    <section aria-labelledby={TITLE}>
      <h3 id={TITLE} tabIndex={-1}>
        Links that work now
      </h3>
      <output>{said}</output>
      {links.length === 0 && <p class="empty">None yet.</p>}
      <ul class="rows">
        {links.map((link) => (
          <li key={link.id} class="spread one-line">
            <span>
              {capital(linkName(link))}
              <span class="hint"> {joinedBy(link.joined)}</span>
            </span>
            <button type="button" onClick={() => setAsked(link)}>
              Withdraw<span class="hidden"> {linkName(link)}</span>
            </button>
          </li>
        ))}
      </ul>
      {asked && <WithdrawQuestion link={asked} onDone={() => withdrawn(asked)} onNo={() => setAsked(null)} />}
    </section>
  );
}

interface QuestionProps {
  readonly link: Invitation;
  readonly onDone: () => void;
  readonly onNo: () => void;
}

function WithdrawQuestion({ link, onDone, onNo }: QuestionProps) {
  const { info } = useBoard();
  const task = useTask();
  const withdraw = () =>
    task.run(async () => {
      await api.revoke(info.id, link.id);
      onDone();
    });
  return (
    <Question title="Withdraw this link?" yes="Withdraw the link" no="Leave it as it is" onYes={withdraw} onNo={onNo} task={task}>
      <p>
        {capital(linkName(link))} stops working at once. {consequence(link.joined)}
      </p>
      {shutsOut(link, info) && (
        <p>
          <strong>You joined by this link yourself: you would be shut out too, unless you also joined by another link.</strong>
        </p>
      )}
    </Question>
  );
}

function shutsOut(link: Invitation, info: BoardInfo): boolean {
  return link.yours && !info.can_organise;
}

function linkName({ role, created_at, by }: Invitation): string {
  const made = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short" }).format(new Date(created_at));
  return `the link ${LINK_NAMES[role]}, made ${made}${by === null ? "" : ` by ${by}`}`;
}

function joinedBy(joined: number): string {
  if (joined === 0) return "Nobody has joined by it yet.";
  return joined === 1 ? "1 person joined by it." : `${joined} people joined by it.`;
}

function consequence(joined: number): string {
  if (joined === 0) return "Nobody has joined by it, so nobody is shut out.";
  const who = joined === 1 ? "The 1 person who joined by it is" : `The ${joined} people who joined by it are`;
  return `${who} shut out at once, unless they also joined by another link. What they wrote stays on the board.`;
}

function joinedNow(joined: number): string {
  if (joined === 0) return "Nobody had joined by it.";
  const who = joined === 1 ? "The person" : `The ${joined} people`;
  return `${who} who joined by it can no longer come in by it.`;
}
