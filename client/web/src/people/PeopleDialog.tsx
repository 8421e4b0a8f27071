import { useState } from "preact/hooks";
import { api, type Member } from "../app/api";
import { copyText } from "../app/clipboard";
import { DialogFrame } from "../app/DialogFrame";
import { ProblemNote } from "../app/ProblemNote";
import { useBoard } from "../app/scope";
import { useLoaded, useTask } from "../app/useTask";
import { handsUp } from "../signs/signs";
import type { Role } from "../sync/connection";
import { Register } from "./Register";
import { SessionRoles } from "./SessionRoles";
import { todaysRoles } from "./todays_roles";

const ROLES: Readonly<Record<Role, string>> = { facilitate: "runs the board", edit: "takes part", view: "looks on" };

/** Who is here now, who has joined, and the register of who was present. */
export function PeopleDialog({ onClose }: { readonly onClose: () => void }) {
  const scope = useBoard();
  const { info, connection } = scope;
  const hands = handsUp(scope).map(({ id }) => id);
  const [given, setGiven] = useState(0);
  const members = useLoaded(() => api.members(info.id), []);
  const here = new Set(connection.peers.value.map((peer) => peer.user.id)).add(info.participant.id);
  return (
    <DialogFrame title="People" onClose={onClose} wide>
      <ProblemNote problem={members.problem} />
      <ul class="rows">
        {members.value.map((member) => (
          <MemberRow key={member.id} member={member} isHere={here.has(member.id)} hand={hands.indexOf(member.id) + 1} onChanged={members.reload} />
        ))}
      </ul>
      <SessionRoles here={members.value.filter(({ id }) => here.has(id))} members={members.value} onGiven={() => setGiven((count) => count + 1)} />
      <Register given={given} />
    </DialogFrame>
  );
}

interface RowProps {
  readonly member: Member;
  readonly isHere: boolean;
  /** Their turn among the raised hands, from 1; 0 where it is down. */
  readonly hand: number;
  readonly onChanged: () => void;
}

function MemberRow({ member, isHere, hand, onChanged }: RowProps) {
  const scope = useBoard();
  const { info, connection } = scope;
  const isMe = member.id === info.participant.id;
  return (
    <li>
      <div class="spread">
        <span>
          <strong>{member.display_name}</strong>
          {isMe && " (you)"}
          <span class="hint">
            {" "}
            {[member.organisation, member.job, ROLES[member.role]].filter(Boolean).join(", ")}
          </span>
          {todaysRoles(scope, member.id).map(({ title }) => (
            <span key={title} class="badge role-badge">
              {title}
            </span>
          ))}
        </span>
        {hand > 0 && <span class="badge">Hand up, number {hand}</span>}
        {isHere && <span class="badge is-here">Here now</span>}
        {connection.role.value === "facilitate" && !isMe && <RelinkButton member={member} />}
        {connection.role.value === "facilitate" && <RoleButton member={member} isMe={isMe} onChanged={onChanged} />}
      </div>
    </li>
  );
}

/** Makes somebody run the board too, or no longer; of oneself it is stepping down. */
function RoleButton({ member, isMe, onChanged }: Pick<RowProps, "member" | "onChanged"> & { readonly isMe: boolean }) {
  const { info, view } = useBoard();
  const task = useTask();
  const leads = member.role === "facilitate";
  const change = () =>
    task.run(async () => {
      await api.changeRole(info.id, member.id, leads ? "edit" : "facilitate");
      view.announce(leads ? `${member.display_name} takes part now.` : `${member.display_name} runs the board too.`);
      onChanged();
    });
  return (
    <span>
      <button type="button" class="quiet" onClick={change} aria-disabled={task.busy}>
        {leads ? (isMe ? "Step down as facilitator" : "No longer a facilitator") : "Make a facilitator"}
        <span class="hidden"> ({member.display_name})</span>
      </button>
      <ProblemNote problem={task.problem} />
    </span>
  );
}

/** A link for somebody who comes back on another device. */
function RelinkButton({ member }: { readonly member: Member }) {
  const { info } = useBoard();
  const task = useTask();
  const [url, setUrl] = useState("");
  const [copied, setCopied] = useState(false);
  const make = () =>
    task.run(async () => {
      const made = (await api.relink(info.id, member.id)).url;
      setUrl(made);
      setCopied(await copyText(made));
    });
  return (
    <span>
      <button type="button" class="quiet" onClick={make} aria-disabled={task.busy}>
        Link for a new device<span class="hidden"> of {member.display_name}</span>
      </button>
      {url && (
        <output>
          {copied ? "Link copied. It works once, for this person only: " : "Give this link to this person only; it works once: "}
          <input class="link-box" readOnly value={url} aria-label={`Link for ${member.display_name}`} onFocus={(event) => event.currentTarget.select()} />
        </output>
      )}
      <ProblemNote problem={task.problem} />
    </span>
  );
}
