/** Which page an address shows. */

export type Route =
  | { readonly page: "start" }
  /** `secret` is what stands behind the #; empty where it is missing. */
  | { readonly page: "join"; readonly secret: string }
  | { readonly page: "board"; readonly board: string }
  | { readonly page: "unknown" };

const BOARD = /^\/b\/([a-z0-9]{4,32})\/?$/;

export function routeOf({ pathname, hash }: { readonly pathname: string; readonly hash: string }): Route {
  if (pathname === "/") return { page: "start" };
  if (pathname === "/join") return { page: "join", secret: hash.slice(1) };
  const board = BOARD.exec(pathname)?.[1];
  return board ? { page: "board", board } : { page: "unknown" };
}

export function boardAddress(board: string): string {
  return `/b/${board}`;
}
