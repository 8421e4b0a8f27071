import { useState } from "preact/hooks";
import { api, type Invitation } from "../app/api";
import { copyText } from "../app/clipboard";
import { DialogFrame } from "../app/DialogFrame";
import { ProblemNote } from "../app/ProblemNote";
import { useBoard } from "../app/scope";
import { useLoaded, useTask } from "../app/useTask";
import type { Role } from "../sync/connection";

const LINKS: readonly (readonly [Role, string, string])[] = [
  ["edit", "To take part", "They can write, move and delete cards."],
  ["view", "To look on", "They can read everything and change nothing."],
  ["facilitate", "To run the board with you", "They can also launch templates, share, and set the board back."],
];

const ROLE_WORDS: Readonly<Record<Role, string>> = { edit: "To take part", view: "To look on", facilitate: "To run the board" };

/** Three links, each copied with one press, and the links that work now. */
export function ShareDialog({ onClose }: { readonly onClose: () => void }) {
  const { info } = useBoard();
  const links = useLoaded(() => api.invitations(info.id), []);
  const active = links.value.filter((link) => link.revoked_at === null && !isOver(link.expires_at));
  return (
    <DialogFrame title="Share this board" onClose={onClose}>
      <p>Whoever has a link can join with it. Send it only to those who should be here.</p>
      <ul class="rows">
        {LINKS.map(([role, title, says]) => (
          <li key={role}>
            <NewLink role={role} title={title} says={says} onMade={links.reload} />
          </li>
        ))}
      </ul>
      <h3>Links that work now</h3>
      <ProblemNote problem={links.problem} />
      {active.length === 0 && !links.busy && <p class="empty">None yet.</p>}
      <ul class="rows">
        {active.map((link) => (
          <ActiveLink key={link.id} link={link} onRevoked={links.reload} />
        ))}
      </ul>
    </DialogFrame>
  );
}

interface NewLinkProps {
  readonly role: Role;
  readonly title: string;
  readonly says: string;
  readonly onMade: () => void;
}

function NewLink({ role, title, says, onMade }: NewLinkProps) {
  const { info } = useBoard();
  const task = useTask();
  const [url, setUrl] = useState("");
  const [copied, setCopied] = useState("");
  const copy = () =>
    task.run(async () => {
      const link = url || (await api.invite(info.id, role)).url;
      setUrl(link);
      setCopied((await copyText(link)) ? "Copied." : "Select the link and copy it.");
      if (!url) onMade();
    });
  return (
    <div>
      <div class="spread">
        <span>
          <strong>{title}</strong>
          <span class="hint"> {says}</span>
        </span>
        <button type="button" onClick={copy} disabled={task.busy}>
          Copy link<span class="hidden"> {title.toLowerCase()}</span>
        </button>
      </div>
      {url && <input class="link-box" readOnly value={url} aria-label={`Link ${title.toLowerCase()}`} onFocus={(event) => event.currentTarget.select()} />}
      <output>{copied}</output>
      <ProblemNote problem={task.problem} />
    </div>
  );
}

function ActiveLink({ link, onRevoked }: { readonly link: Invitation; readonly onRevoked: () => void }) {
  const { info } = useBoard();
  const task = useTask();
  const made = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short" }).format(new Date(link.created_at));
  const revoke = () =>
    task.run(async () => {
      await api.revoke(info.id, link.id);
      onRevoked();
    });
  return (
    <li>
      <div class="spread">
        <span>
          {ROLE_WORDS[link.role]}, made {made}
        </span>
        <button type="button" onClick={revoke} disabled={task.busy}>
          Withdraw<span class="hidden">{` the link made ${made}`}</span>
        </button>
      </div>
      <ProblemNote problem={task.problem} />
    </li>
  );
}

function isOver(expires: string | null): boolean {
  return expires !== null && new Date(expires).getTime() < Date.now();
}
