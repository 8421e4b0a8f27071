/** Notices what others do that concerns everybody: a part is deleted, a template is launched, the board is taken back. */

import { effect } from "@preact/signals";
import * as Y from "yjs";
import { isFree } from "../app/kept_focus";
import type { BoardScope } from "../app/scope";
import { cardAt } from "../app/way_back";
import { isWriting } from "../board/pan_zoom";
import { namesNobody } from "../model/attribution";
import type { BoardPart } from "../model/parts";
import type { Round } from "../model/round";
import { afterDrawing } from "../outline/focus";
import type { Peer } from "../sync/presence";
import { type Happening, type Who, YOU } from "./news";
import { happeningWords } from "./words";

const ROOTS = ["launches", "zones", "areas", "cards"] as const;

/** What is focused when somebody's text is taken from under their hands: keys typed on do nothing there. */
const NEWEST_NOTE = ".news-note:last-child p";

/** Watches from the moment on that this page has what the server has; what happened before is no news. */
export function watchHappenings(scope: BoardScope): () => void {
  let stop: (() => void) | undefined;
  const watching = effect(() => {
    if (!scope.connection.caughtUp.value) return;
    stop ??= watch(scope);
  });
  return () => {
    watching();
    stop?.();
  };
}

function watch(scope: BoardScope): () => void {
  const stops = [...ROOTS.map((root) => watchDeletions(scope, root)), watchLaunches(scope), watchReturns(scope), watchReveals(scope)];
  return () => {
    for (const stop of stops) stop();
  };
}

function tell({ model, view, news }: BoardScope, happening: Happening): void {
  const wasWriting = isWriting(document.activeElement);
  news.tell(happening);
  view.announce(happeningWords(model, happening));
  if (wasWriting) afterDrawing(() => isFree() && document.querySelector<HTMLElement>(NEWEST_NOTE)?.focus());
}

/** A card concerns the person who is at it, and nobody else: cards come and go all the time. */
function concerns({ root, id }: BoardPart): boolean {
  return root !== "cards" || cardAt(document.activeElement) === id;
}

function watchDeletions(scope: BoardScope, root: (typeof ROOTS)[number]): () => void {
  const parts = scope.model.doc.getMap<Y.Map<unknown>>(root);
  const observe = (events: readonly Y.YEvent<Y.AbstractType<unknown>>[], { local }: Y.Transaction): void => {
    for (const event of local ? [] : events) {
      const [id] = event.path;
      if (event.path.length !== 1 || !isDeletion(event)) continue;
      const part = { root, id: String(id) };
      if (!concerns(part)) continue;
      tell(scope, { kind: "deleted", part, who: deleter(scope, part, event.target) });
    }
  };
  parts.observeDeep(observe);
  return () => parts.unobserveDeep(observe);
}

function isDeletion({ target, keys }: Y.YEvent<Y.AbstractType<unknown>>): boolean {
  const change = keys.get("deleted");
  return change?.action === "update" && change.oldValue === null && target instanceof Y.Map && target.get("deleted") !== null;
}

/**
 * Who deleted a part: the person whose page it was, which the server vouches for (SPEC A5: a client belongs to one
 * participant; I1: their name is stamped). Null when they have left, or where the activity names nobody (SPEC I4).
 */
function deleter({ model, connection, info }: BoardScope, part: BoardPart, target: Y.AbstractType<unknown>): Who {
  if (namesNobody(model, part)) return null;
  const client = target["_map"].get("deleted")?.id.client;
  return nameOf(connection.peers.peek().find((peer) => peer.client === client), info.participant.id);
}

function nameOf(peer: Peer | undefined, me: string): Who {
  if (!peer) return null;
  return peer.user.id === me ? YOU : peer.user.name;
}

/** A launch is told as soon as both are here: what it put on the board, and who asked for it. */
function watchLaunches(scope: BoardScope): () => void {
  const { connection, model, info } = scope;
  const known = new Set(connection.stage.launchers.peek().keys());
  return effect(() => {
    for (const [id, by] of connection.stage.launchers.value) {
      if (known.has(id) || !model.launch(id).value) continue;
      known.add(id);
      const who = nameOf(connection.peers.peek().find(({ user }) => user.id === by), info.participant.id);
      // Who launched it is shown it at once.
      if (by !== info.participant.id) tell(scope, { kind: "launched", part: { root: "launches", id }, who });
    }
  });
}

/** It was said aloud by then: this is the way to where the cards came. */
function watchReveals({ connection, news }: BoardScope): () => void {
  let known = revealed(connection.stage.round.peek());
  return effect(() => {
    const round = connection.stage.round.value;
    const now = revealed(round);
    if (now !== known && round && now !== null) news.tell({ kind: "revealed", part: { root: "zones", id: round.zone } });
    known = now;
  });
}

/** The id of the round when its cards are on the board. */
function revealed(round: Round | null): string | null {
  return round?.state === "revealed" ? round.id : null;
}

function watchReturns(scope: BoardScope): () => void {
  const { connection, info } = scope;
  const known = new Set(connection.stage.returns.peek().keys());
  return effect(() => {
    for (const [id, { label, by }] of connection.stage.returns.value) {
      if (known.has(id)) continue;
      known.add(id);
      const who = nameOf(connection.peers.peek().find(({ user }) => user.id === by), info.participant.id);
      // Who did it has read what was changed.
      if (by !== info.participant.id) tell(scope, { kind: "returned", id, label, who });
    }
  });
}
