/** Who is what today, of everything that was launched (SPEC F10). */

import { effect } from "@preact/signals";
import type { BoardScope } from "../app/scope";
import { heldTogether, type LaunchRoles, rolesOf, type SessionRole } from "../model/session_roles";

/** The day of the server's calendar: a role is of a day, as the register is. */
export function today({ connection }: BoardScope): string {
  return new Date(connection.serverTime.now()).toISOString().slice(0, 10);
}

/** The roles of the launches that are on the board, the newest launch first. */
export function launchesWithRoles({ connection, model }: BoardScope): readonly (readonly [string, LaunchRoles])[] {
  const all = connection.stage.roles.value;
  return model.launches.value
    .toReversed()
    .flatMap((launch) => {
      const roles = all.get(launch);
      return roles ? [[launch, roles] as const] : [];
    });
}

/** The same with the roles of one launch before the others. */
export function beginningWith<T>(launch: string | null, all: readonly (readonly [string, T])[]): readonly (readonly [string, T])[] {
  return [...all.filter(([id]) => id === launch), ...all.filter(([id]) => id !== launch)];
}

/** What somebody is today; a role that two launches have, once. */
export function todaysRoles(scope: BoardScope, participant: string): readonly SessionRole[] {
  const day = today(scope);
  const all = launchesWithRoles(scope).flatMap(([, roles]) => rolesOf(roles, participant, day));
  return all.filter(({ title }, index) => all.findIndex((each) => each.title === title) === index);
}

/** What somebody is called who has joined; whoever is not here now is not named. */
export function nameHere({ connection, info }: BoardScope, id: string): string {
  if (id === info.participant.id) return info.participant.display_name;
  return connection.peers.value.find(({ user }) => user.id === id)?.user.name ?? "somebody who is away";
}

/** A sentence for each two roles of a launch that somebody has and that are better with two people. */
export function roleWarnings(scope: BoardScope, roles: LaunchRoles): readonly string[] {
  const day = today(scope);
  const people = [...new Set(roles.held.filter((each) => each.day === day).map(({ participant }) => participant))];
  return people.flatMap((id) =>
    heldTogether(roles, id, day).map(([one, other]) => {
      const who = id === scope.info.participant.id ? "You are" : `${nameHere(scope, id)} is`;
      return `${who} ${one.title} and ${other.title}. These are better with two people.`;
    }),
  );
}

/** Says aloud to whom it concerns what they are from now on, and what no longer. */
export function speakRoles(scope: BoardScope): () => void {
  const { connection, info, view } = scope;
  let known: ReadonlyMap<string, SessionRole> | null = null;
  return effect(() => {
    const now = new Map(todaysRoles(scope, info.participant.id).map((role) => [role.title, role]));
    const before = known;
    known = connection.caughtUp.value ? now : null;
    if (before === null) return;
    for (const [title, role] of now) if (!before.has(title)) view.announce(`You are ${title} now. ${role.do}`);
    for (const title of before.keys()) if (!now.has(title)) view.announce(`You are no longer ${title}.`);
  });
}
