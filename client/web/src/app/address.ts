/** Which page an address shows. */

export type Route =
  | { readonly page: "start" }
  /** `secret` is what stands behind the #; empty where it is missing. */
  | { readonly page: "join"; readonly secret: string }
  | { readonly page: "board"; readonly board: string }
  | ProgrammeRoute
  | { readonly page: "unknown" };

/** The programmes around the boards: all of them, one, or a group or session of one. */
export type ProgrammeRoute =
  | { readonly page: "programmes" }
  | { readonly page: "programme"; readonly programme: string }
  | { readonly page: "group"; readonly programme: string; readonly group: string }
  | { readonly page: "session"; readonly programme: string; readonly session: string }
  | { readonly page: "report"; readonly programme: string; readonly report: string };

const ID = "([A-Za-z0-9_-]{1,40})";
const PROGRAMME = new RegExp(`^/programmes(?:/${ID}(?:/(groups|sessions|reports)/${ID})?)?/?$`);
const BOARD = /^\/b\/([a-z0-9]{4,32})\/?$/;

export function routeOf({ pathname, hash }: { readonly pathname: string; readonly hash: string }): Route {
  if (pathname === "/") return { page: "start" };
  if (pathname === "/join") return { page: "join", secret: hash.slice(1) };
  const board = BOARD.exec(pathname)?.[1];
  if (board) return { page: "board", board };
  const found = PROGRAMME.exec(pathname);
  return found ? programmeRoute(found[1], found[2], found[3]) : { page: "unknown" };
}

function programmeRoute(programme?: string, part?: string, id?: string): ProgrammeRoute {
  if (!programme) return { page: "programmes" };
  if (!id) return { page: "programme", programme };
  if (part === "groups") return { page: "group", programme, group: id };
  return part === "reports" ? { page: "report", programme, report: id } : { page: "session", programme, session: id };
}

export const PROGRAMMES = "/programmes";

export function programmeAddress(programme: string): string {
  return `${PROGRAMMES}/${programme}`;
}

export function groupAddress(programme: string, group: string): string {
  return `${programmeAddress(programme)}/groups/${group}`;
}

export function sessionAddress(programme: string, session: string): string {
  return `${programmeAddress(programme)}/sessions/${session}`;
}

export function reportAddress(programme: string, report: string): string {
  return `${programmeAddress(programme)}/reports/${report}`;
}

export function boardAddress(board: string): string {
  return `/b/${board}`;
}
