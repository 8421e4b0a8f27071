import { expect, it } from "vitest";
import { routeOf } from "./address";

it.each([
  ["/", "", { page: "start" }],
  ["/join", "#s3cret", { page: "join", secret: "s3cret" }],
  ["/b/k3vq7m2n9x4p", "", { page: "board", board: "k3vq7m2n9x4p" }],
  ["/b/K3VQ", "", { page: "unknown" }],
  ["/b/", "", { page: "unknown" }],
  ["/elsewhere", "", { page: "unknown" }],
])("%s%s shows its page", (pathname, hash, route) => {
  expect(routeOf({ pathname, hash })).toEqual(route);
});
