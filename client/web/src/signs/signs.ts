/** Raised hands and words to the room: presence alone, never stored; whose they are is said by the server (SPEC F9). */

import type { BoardScope } from "../app/scope";

/** What can be said with one press, and its sign. */
export const REACTIONS: Readonly<Record<string, string>> = { agree: "👍", "thank you": "🙏", question: "❓", slower: "🐢" };

export interface RaisedHand {
  /** The client whose hand it is; null for one's own. */
  readonly client: number | null;
  readonly id: string;
  readonly name: string;
  readonly since: string;
}

/** Hands that are up, in the order of raising; a person with two tabs has one. */
export function handsUp({ connection, info, view }: BoardScope): readonly RaisedHand[] {
  const me = info.participant.id;
  const others = connection.peers.value.flatMap(({ client, user, hand }) =>
    hand && user.id !== me ? [{ client, id: user.id, name: user.name, since: hand.since }] : [],
  );
  const since = view.hand.value;
  const own = since === null ? [] : [{ client: null, id: me, name: "You", since }];
  const all = [...others, ...own].toSorted((a, b) => Date.parse(a.since) - Date.parse(b.since));
  return all.filter(({ id }, index) => all.findIndex((each) => each.id === id) === index);
}

export function raiseHand({ connection, view }: BoardScope): void {
  view.hand.value = new Date(connection.serverTime.now()).toISOString();
  view.announce("Your hand is up.");
}

export function lowerHand({ view }: BoardScope): void {
  view.hand.value = null;
  view.announce("Your hand is down.");
}

/** Ask a person's page to lower their hand; it does so for whoever facilitates. */
export function lowerFor(scope: BoardScope, { client }: RaisedHand): void {
  const { lowers } = scope.view;
  if (client === null) lowerHand(scope);
  else lowers.value = [...lowers.peek(), client];
}

/** Say a word to the room; it goes by itself. */
export function react({ view }: BoardScope, word: string): void {
  view.reaction.value = { word, turn: (view.reaction.peek()?.turn ?? 0) + 1 };
  view.announce(`You said: ${word}.`);
}
