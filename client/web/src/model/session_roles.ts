/** Who has which role in what was launched, as the server publishes it in the `stage` document (SPEC F10). */

import { type ReadonlySignal, signal } from "@preact/signals";
import * as Y from "yjs";

/** What it is called, and in one sentence what to do. */
export interface SessionRole {
  readonly id: string;
  readonly title: string;
  readonly do: string;
  /** The ids of roles that nobody should have together with it; naming it on one side is enough. */
  readonly apart: readonly string[];
}

/** A participant has a role on a day, as the server's calendar has it: "2026-03-12". */
export interface Holding {
  readonly role: string;
  readonly participant: string;
  readonly day: string;
}

export interface LaunchRoles {
  readonly offered: readonly SessionRole[];
  readonly held: readonly Holding[];
  /** People may take one by themselves. */
  readonly free: boolean;
}

/** The roles of each launch that has any, by its id. */
export type RolesByLaunch = ReadonlyMap<string, LaunchRoles>;

/** The roles in the stage document, kept up to date. */
export function watchRoles(doc: Y.Doc): ReadonlySignal<RolesByLaunch> {
  const root = doc.getMap("roles");
  const read = () => new Map([...root.entries()].flatMap(([launch, map]) => readRoles(launch, map)));
  const roles = signal<RolesByLaunch>(read());
  root.observeDeep(() => {
    roles.value = read();
  });
  return roles;
}

/** The participants who have a role on a day, in the order of taking it. */
export function holdersOf({ held }: LaunchRoles, role: string, day: string): readonly string[] {
  return held.filter((each) => each.role === role && each.day === day).map(({ participant }) => participant);
}

/** The roles of a launch that somebody has on a day. */
export function rolesOf(roles: LaunchRoles, participant: string, day: string): readonly SessionRole[] {
  return roles.offered.filter(({ id }) => holdersOf(roles, id, day).includes(participant));
}

/** Each two roles that somebody has on a day and nobody should have together. */
export function heldTogether(roles: LaunchRoles, participant: string, day: string): readonly (readonly [SessionRole, SessionRole])[] {
  const mine = rolesOf(roles, participant, day);
  return mine.flatMap((one, index) =>
    mine.slice(index + 1).flatMap((other) => (one.apart.includes(other.id) || other.apart.includes(one.id) ? [[one, other] as const] : [])),
  );
}

function readRoles(launch: string, map: unknown): readonly [string, LaunchRoles][] {
  if (!(map instanceof Y.Map)) return [];
  const roles = {
    offered: itemsOf(map.get("offered")).filter(isRole),
    held: itemsOf(map.get("held")).filter(isHolding),
    free: map.get("free") === true,
  };
  return roles.offered.length > 0 ? [[launch, roles]] : [];
}

function itemsOf(value: unknown): readonly unknown[] {
  const items = (value as { items?: unknown } | null | undefined)?.items;
  return Array.isArray(items) ? items : [];
}

function hasTexts(value: unknown, ...keys: readonly string[]): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && keys.every((key) => typeof (value as Record<string, unknown>)[key] === "string");
}

function isRole(value: unknown): value is SessionRole {
  return hasTexts(value, "id", "title", "do") && Array.isArray(value["apart"]);
}

function isHolding(value: unknown): value is Holding {
  return hasTexts(value, "role", "participant", "day");
}
