import { useMemo, useState } from "preact/hooks";
import { api, type Invitation, type Invitations } from "../app/api";
import { copyText } from "../app/clipboard";
import { DialogFrame } from "../app/DialogFrame";
import { ProblemNote } from "../app/ProblemNote";
import { useBoard } from "../app/scope";
import { useLoaded, useTask } from "../app/useTask";
import type { Role } from "../sync/connection";
import { ActiveLinks } from "./ActiveLinks";
import { isThisComputerOnly, KeptLinks, linkAt } from "./kept_links";
import { LINKS } from "./roles";

const NONE: Invitations = { address: "", invitations: [] };

/** Three links, each made when it is first copied and the same from then on, and the links that work now. */
export function ShareDialog({ onClose }: { readonly onClose: () => void }) {
  const { info } = useBoard();
  const links = useLoaded(() => api.invitations(info.id), NONE);
  const [copied, setCopied] = useState<Role | null>(null);
  const kept = useMemo(() => new KeptLinks(`${info.id} ${info.participant.id}`), [info]);
  const { address, invitations } = links.value;
  const active = invitations.filter((link) => link.revoked_at === null && !isOver(link.expires_at));
  return (
    <DialogFrame title="Share this board" onClose={onClose}>
      <p>Whoever has a link can join with it. Send it only to those who should be here.</p>
      {address !== "" && isThisComputerOnly(address) && <OnlyHere />}
      <ProblemNote problem={links.problem} />
      <ul class="rows">
        {LINKS.map(([role, title, says]) => (
          <LinkToCopy
            key={role}
            role={role}
            title={title}
            says={says}
            url={usableLink(kept, role, active, address)}
            isLoaded={address !== ""}
            isCopied={copied === role}
            onCopied={(isDone) => setCopied(isDone ? role : null)}
            onMade={(link) => {
              kept.keep(role, link);
              links.reload();
            }}
          />
        ))}
      </ul>
      {address !== "" && <ActiveLinks links={active} onWithdrawn={links.reload} />}
    </DialogFrame>
  );
}

/** The link of this role that was made in this browser, as long as it works. */
function usableLink(kept: KeptLinks, role: Role, active: readonly Invitation[], address: string): string {
  const link = kept.of(role);
  return link && active.some(({ id }) => id === link.id) ? linkAt(address, link) : "";
}

function OnlyHere() {
  return (
    <p class="inset">
      <strong>These links work on this computer only.</strong> For others to join, ask your IT team to start Manualboard with{" "}
      <code>HOST</code> set to 0.0.0.0 and <code>PUBLIC_URL</code> set to the address that people type, such as
      https://board.example.org. Then open the board at that address and copy the links there.
    </p>
  );
}

interface LinkProps {
  readonly role: Role;
  readonly title: string;
  readonly says: string;
  /** Empty where none was made in this browser yet. */
  readonly url: string;
  readonly isLoaded: boolean;
  /** It is what was copied last. */
  readonly isCopied: boolean;
  /** False when copying begins: what was copied before is no longer what was copied last. */
  readonly onCopied: (isDone: boolean) => void;
  readonly onMade: (link: { readonly id: string; readonly url: string }) => void;
}

function LinkToCopy({ role, title, says, url, isLoaded, isCopied, onCopied, onMade }: LinkProps) {
  const { info } = useBoard();
  const task = useTask();
  const [made, setMade] = useState("");
  const [could, setCould] = useState(true);
  const link = url || made;
  const copy = () =>
    task.run(async () => {
      onCopied(false);
      const invited = link ? null : await api.invite(info.id, role);
      setMade(invited?.url ?? "");
      setCould(await copyText(invited?.url ?? link));
      onCopied(true);
      if (invited) onMade(invited);
    });
  return (
    <li>
      <div class="spread one-line">
        <span>
          <strong>{title}</strong>
          <span class="hint"> {says}</span>
        </span>
        <button type="button" onClick={copy} disabled={!isLoaded} aria-disabled={task.busy}>
          Copy link<span class="hidden"> {title.toLowerCase()}</span>
        </button>
      </div>
      {link && <input class="link-box" readOnly value={link} aria-label={`Link ${title.toLowerCase()}`} onFocus={(event) => event.currentTarget.select()} />}
      <output>
        {isCopied && (could ? `Copied: the link ${title.toLowerCase()}.` : "Your browser does not let this page copy. Select the link and copy it.")}
      </output>
      <ProblemNote problem={task.problem} />
    </li>
  );
}

function isOver(expires: string | null): boolean {
  return expires !== null && new Date(expires).getTime() < Date.now();
}
