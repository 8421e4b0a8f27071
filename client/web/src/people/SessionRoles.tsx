import "./people.css";
import { useState } from "preact/hooks";
import { api, type Member } from "../app/api";
import { ProblemNote } from "../app/ProblemNote";
import { useBoard } from "../app/scope";
import { type Task, useTasksInTurn } from "../app/useTask";
import { holdersOf, type LaunchRoles, type SessionRole } from "../model/session_roles";
import { focusFirst } from "../outline/focus";
import { whereabouts } from "../stage/whereabouts";
import { beginningWith, launchesWithRoles, roleWarnings, today } from "./todays_roles";

interface Props {
  /** Those who have the board open now. */
  readonly here: readonly Member[];
  readonly members: readonly Member[];
  /** A role was given, and the register has it. */
  readonly onGiven: () => void;
}

/** Who is chair, scribe or presenter today: a facilitator gives the roles, people lay theirs down. */
export function SessionRoles(props: Props) {
  const scope = useBoard();
  // As it was when the list was opened: nothing moves under who is choosing.
  const [now] = useState(() => whereabouts(scope)?.checklist.launch ?? null);
  const launches = beginningWith(now, launchesWithRoles(scope));
  if (launches.length === 0) return null;
  return (
    <section aria-labelledby="roles-title">
      <h3 id="roles-title" tabIndex={-1}>
        Roles today
      </h3>
      <p class="hint">A role is of today and gives no rights. The register of the day keeps it.</p>
      {launches.map(([launch, roles], index) => (
        <LaunchSection key={launch} launch={launch} roles={roles} isFirst={index === 0} isOnly={launches.length === 1} {...props} />
      ))}
    </section>
  );
}

interface LaunchProps extends Props {
  readonly launch: string;
  readonly roles: LaunchRoles;
  /** It is the one that the group is at; the others are folded. */
  readonly isFirst: boolean;
  /** No other launch has roles: theirs could be called alike. */
  readonly isOnly: boolean;
}

function LaunchSection(props: LaunchProps) {
  const { launch, roles, isFirst, isOnly } = props;
  const scope = useBoard();
  const [isOpen, setIsOpen] = useState(isFirst);
  const title = scope.model.launch(launch).value?.title;
  return (
    <>
      <h4>
        {isOnly ? (
          title
        ) : (
          <button type="button" class="quiet heading-button" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
            {title}
          </button>
        )}
      </h4>
      {roleWarnings(scope, roles).map((words) => (
        <p key={words} class="role-warning">
          {words}
        </p>
      ))}
      {(isOpen || isOnly) && <LaunchRoleRows {...props} />}
    </>
  );
}

function LaunchRoleRows(props: LaunchProps) {
  const { launch, roles, isOnly } = props;
  const { connection } = useBoard();
  const task = useTasksInTurn();
  return (
    <>
      <ul class="rows">
        {roles.offered.map((role) => (
          <RoleRow key={role.id} {...props} role={role} task={task} />
        ))}
      </ul>
      {connection.role.value === "facilitate" && <FreeChoice launch={launch} roles={roles} isOnly={isOnly} />}
      <ProblemNote problem={task.problem} />
    </>
  );
}

interface RoleProps extends LaunchProps {
  readonly role: SessionRole;
  readonly task: Task;
}

function RoleRow({ launch, roles, role, here, members, isOnly, task, onGiven }: RoleProps) {
  const scope = useBoard();
  const { info, connection, view } = scope;
  const id = `role-${launch}-${role.id}`;
  const called = isOnly ? role.title : `${role.title}, ${scope.model.launch(launch).value?.title ?? ""}`;
  const holders = holdersOf(roles, role.id, today(scope));
  const free = here.filter((member) => !holders.includes(member.id));
  const leads = connection.role.value === "facilitate";
  const give = (who: string, words: string) =>
    task.run(async () => {
      await api.giveRole(info.id, launch, role.id, who);
      onGiven();
      view.announce(words);
    });
  const take = (who: string, words: string) =>
    task.run(async () => {
      await api.takeRole(info.id, launch, role.id, who);
      view.announce(words);
      focusFirst(`#${id} button`, `#${id}`);
    });
  const nameOf = (who: string) => members.find((member) => member.id === who)?.display_name ?? "somebody who has left";
  return (
    <li id={id} tabIndex={-1}>
      <strong>{role.title}</strong> <span class="hint">{role.do}</span>
      {holders.map((who) => (
        <div key={who} class="spread">
          <span>{who === info.participant.id ? `${nameOf(who)} (you)` : nameOf(who)}</span>
          {(leads || who === info.participant.id) && (
            <button type="button" class="quiet" onClick={() => take(who, `${nameOf(who)} is no longer ${role.title}.`)}>
              {who === info.participant.id ? "Lay it down" : "Take off"}
              <span class="hidden">
                {" "}
                ({nameOf(who)}, {called})
              </span>
            </button>
          )}
        </div>
      ))}
      {leads && <GiveForm called={called} free={free} onGive={(member) => give(member.id, `${member.display_name} is ${role.title}.`)} />}
      {!leads && roles.free && connection.role.value === "edit" && !holders.includes(info.participant.id) && (
        <button type="button" onClick={() => give(info.participant.id, `You are ${role.title}.`)}>
          Take this role<span class="hidden"> ({called})</span>
        </button>
      )}
    </li>
  );
}

interface GiveProps {
  readonly called: string;
  /** Those who are here and do not have it. */
  readonly free: readonly Member[];
  readonly onGive: (member: Member) => void;
}

function GiveForm({ called, free, onGive }: GiveProps) {
  const [chosen, setChosen] = useState("");
  const member = free.find(({ id }) => id === chosen) ?? free[0];
  if (!member) return null;
  // After the first press of a double click somebody else is chosen.
  return (
    <div class="give-role">
      <select aria-label={`Who is ${called}?`} value={member.id} onChange={(event) => setChosen(event.currentTarget.value)}>
        {free.map(({ id, display_name }) => (
          <option key={id} value={id}>
            {display_name}
          </option>
        ))}
      </select>
      <button type="button" onClick={({ detail }) => detail < 2 && onGive(member)}>
        Give the role<span class="hidden"> ({called})</span>
      </button>
    </div>
  );
}

/** Lets people take roles by themselves. */
function FreeChoice({ launch, roles, isOnly }: Pick<LaunchProps, "launch" | "roles" | "isOnly">) {
  const { info, model } = useBoard();
  const task = useTasksInTurn();
  const change = (free: boolean) => task.run(() => api.freeRoles(info.id, launch, free));
  return (
    <>
      <label class="check">
        <input type="checkbox" checked={roles.free} onChange={(event) => change(event.currentTarget.checked)} /> People may take these roles by
        themselves{!isOnly && <span class="hidden"> ({model.launch(launch).value?.title})</span>}
      </label>
      <ProblemNote problem={task.problem} />
    </>
  );
}
