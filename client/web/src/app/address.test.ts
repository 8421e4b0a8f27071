import { expect, it } from "vitest";
import { routeOf } from "./address";

it.each([
  ["/", "", { page: "start" }],
  ["/join", "#s3cret", { page: "join", secret: "s3cret" }],
  ["/b/k3vq7m2n9x4p", "", { page: "board", board: "k3vq7m2n9x4p" }],
  ["/b/K3VQ", "", { page: "unknown" }],
  ["/b/", "", { page: "unknown" }],
  ["/programmes", "", { page: "programmes" }],
  ["/programmes/p", "", { page: "programme", programme: "p" }],
  ["/programmes/p/groups/G-1", "", { page: "group", programme: "p", group: "G-1" }],
  ["/programmes/p/sessions/s_1/", "", { page: "session", programme: "p", session: "s_1" }],
  ["/programmes/p/people/x", "", { page: "unknown" }],
  ["/programmes/p/groups", "", { page: "unknown" }],
  ["/elsewhere", "", { page: "unknown" }],
])("%s%s shows its page", (pathname, hash, route) => {
  expect(routeOf({ pathname, hash })).toEqual(route);
});
