import type { Role } from "../sync/connection";

/** The links there are: role, what it is for, what people can do with it. */
export const LINKS: readonly (readonly [Role, string, string])[] = [
  ["edit", "To take part", "They can write, move and delete cards."],
  ["view", "To look on", "They can read everything and change nothing."],
  ["facilitate", "To run the board with you", "They can also launch templates, share, and set the board back."],
];

export const LINK_NAMES: Readonly<Record<Role, string>> = {
  edit: "to take part",
  view: "to look on",
  facilitate: "to run the board",
};
