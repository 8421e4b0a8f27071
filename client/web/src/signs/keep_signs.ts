/** Tells others this person's signs, and does what others' signs ask for. */

import { computed, effect } from "@preact/signals";
import type { BoardScope } from "../app/scope";
import { handsUp } from "./signs";

/** How long a word stays, in milliseconds: long enough to be read by all, short enough to be of now. */
const STAYS = 8_000;
/** What comes within this time is said aloud in one sentence, in milliseconds. */
const GATHERED = 3_000;

/** Call what it returns to stop. */
export function keepSigns(scope: BoardScope): () => void {
  const stops = [tellHand(scope), tellLowers(scope), tellReaction(scope), obeyLowering(scope), speakHands(scope), speakReactions(scope)];
  return () => stops.forEach((stop) => stop());
}

/** A session that began anew is told too. */
function tellHand({ connection, view }: BoardScope): () => void {
  return effect(() => {
    void connection.session.value;
    const since = view.hand.value;
    connection.setPresence({ hand: since === null ? null : { since } });
  });
}

/** What was asked is forgotten once the hand is down. Told when it changes, not with every move of a cursor. */
function tellLowers({ connection, view }: BoardScope): () => void {
  const left = computed(() => {
    const up = new Set(connection.peers.value.flatMap(({ client, hand }) => (hand ? [client] : [])));
    return view.lowers.value.filter((client) => up.has(client)).join(" ");
  });
  return effect(() => {
    void connection.session.value;
    const lowers = left.value === "" ? [] : left.value.split(" ").map(Number);
    view.lowers.value = lowers;
    connection.setPresence({ lowers });
  });
}

function tellReaction({ connection, view }: BoardScope): () => void {
  return effect(() => {
    const reaction = view.reaction.value;
    connection.setPresence({ reaction });
    if (reaction === null) return undefined;
    const timer = setTimeout(() => {
      view.reaction.value = null;
    }, STAYS);
    return () => clearTimeout(timer);
  });
}

/** Only whom the server says to facilitate is heard. */
function obeyLowering({ connection, view }: BoardScope): () => void {
  return effect(() => {
    const me = connection.session.value.awareness.clientID;
    const isAsked = connection.peers.value.some(({ user, lowers }) => user.leads === true && lowers.includes(me));
    if (!isAsked || view.hand.peek() === null) return;
    view.hand.value = null;
    view.announce("The facilitator has lowered your hand.");
  });
}

/** Facilitators hear whose hand has come up; several at once in one sentence. */
function speakHands(scope: BoardScope): () => void {
  const { connection, view, info } = scope;
  let known: ReadonlySet<string> = new Set();
  let fresh: string[] = [];
  const later = gathered(() => {
    const names = fresh.splice(0);
    if (names.length > 0) view.announce(`${new Intl.ListFormat("en-GB").format(names)} raised a hand. ${handsUp(scope).length} up now.`);
  });
  const stop = effect(() => {
    const hands = handsUp(scope).filter(({ id }) => id !== info.participant.id);
    const before = known;
    known = new Set(hands.map(({ id }) => id));
    fresh = [...fresh.filter((name) => hands.some((hand) => hand.name === name)), ...hands.filter(({ id }) => !before.has(id)).map(({ name }) => name)];
    if (fresh.length > 0 && connection.role.peek() === "facilitate") later.soon();
  });
  return () => {
    stop();
    later.stop();
  };
}

/** What is said to the room is counted by word: "agree 3, slower 1". */
function speakReactions({ connection, view }: BoardScope): () => void {
  const heard = new Map<number, number>();
  const words: string[] = [];
  const later = gathered(() => {
    const said = words.splice(0);
    const counted = [...new Set(said)].map((word) => `${word} ${said.filter((each) => each === word).length}`);
    view.announce(`Said to everybody: ${counted.join(", ")}.`);
  });
  const stop = effect(() => {
    for (const { client, reaction } of connection.peers.value) {
      if (!reaction) heard.delete(client);
      if (!reaction || heard.get(client) === reaction.turn) continue;
      heard.set(client, reaction.turn);
      words.push(reaction.word);
      later.soon();
    }
  });
  return () => {
    stop();
    later.stop();
  };
}

interface Gathered {
  readonly soon: () => void;
  readonly stop: () => void;
}

/** Runs once for all that is asked for within a while. */
function gathered(run: () => void): Gathered {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const work = () => {
    timer = undefined;
    run();
  };
  return {
    soon: () => {
      timer ??= setTimeout(work, GATHERED);
    },
    stop: () => clearTimeout(timer),
  };
}
