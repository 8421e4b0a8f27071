/** Going where the facilitator brings everybody, and following a view; nobody who writes is moved, and everybody can leave. */

import { effect } from "@preact/signals";
import { goTo } from "../app/go_to";
import type { BoardScope } from "../app/scope";
import { wayBack } from "../app/way_back";
import { isWriting } from "../board/pan_zoom";
import { type BoardPart, partName } from "../model/parts";
import type { Call, Spot } from "../model/stage";
import { afterDrawing } from "../outline/focus";
import { spotOf } from "./holders";

/** What moves the view by hand, and so leaves the one that is followed. */
const OWN_MOVES = ["pointerdown", "wheel", "keydown"] as const;

/** Shortest time between two messages about what is in sight, in milliseconds. */
const PACE = 400;

/** What somebody is called who is here; "The facilitator" where they have left. */
export function nameOf({ connection, info }: BoardScope, id: string | null): string {
  if (id === info.participant.id) return "You";
  return connection.peers.value.find(({ user }) => user.id === id)?.user.name ?? "The facilitator";
}

/** For how long a call is where everybody is, in milliseconds: no session takes longer, and none begins so soon after another. */
const SESSION = 4 * 60 * 60 * 1000;

/** Goes along with each call that is made from now on, and with the last one where the person comes late to it. */
export function followCalls(scope: BoardScope): () => void {
  const { connection, info } = scope;
  const key = `manualboard called ${info.id}`;
  let seen: number | null = null;
  return effect(() => {
    const { called } = connection.stage.room.value;
    if (!connection.caughtUp.value) return;
    const isNew = called !== null && (seen === null ? isLateTo(scope, called, sessionStorage.getItem(key)) : called.turn > seen);
    seen = called?.turn ?? 0;
    sessionStorage.setItem(key, String(seen));
    if (isNew && called.by !== info.participant.id) arrive(scope, called, nameOf(scope, called.by));
  });
}

/** Everybody was brought there in this session, and this tab does not know it yet. */
function isLateTo({ connection, model }: BoardScope, { root, id, turn, at }: Call, known: string | null): boolean {
  const part = { launches: model.launch(id), areas: model.area(id), zones: model.zone(id) }[root].peek();
  const isOfNow = at !== null && connection.serverTime.now() - at < SESSION;
  return isOfNow && part !== undefined && part.deleted === null && known !== String(turn);
}

function arrive(scope: BoardScope, { root, id }: Spot, by: string): void {
  const { view, model } = scope;
  const spot = { root, id };
  const isMoved = !isBusy(scope);
  const back = isMoved ? rememberPlace(scope) : null;
  view.brought.value = { spot, by, back };
  if (isMoved) goTo(scope, spot);
  const where = partName(model, spot);
  view.announce(isMoved ? `${by} brought everybody to ${where}. You can return to where you were.` : `${by} asks everybody to come to ${where}.`);
}

/** Who writes, or has a dialog open, is not moved. */
function isBusy({ view }: BoardScope): boolean {
  return view.editing.peek() !== null || view.dialog.peek() !== null || isWriting(document.activeElement);
}

/** Returns what leads back to the view, the place in it, and what had the focus. */
function rememberPlace({ view, viewport }: BoardScope): () => void {
  const mode = view.mode.peek();
  const sight = viewport.sight.peek();
  const main = document.getElementById("board-main");
  const top = main?.scrollTop ?? 0;
  const focus = wayBack(document.activeElement);
  return () => {
    view.mode.value = mode;
    afterDrawing(() => {
      focus();
      viewport.sight.value = sight;
      main?.scrollTo({ top });
    });
  };
}

/** Follows the view of who leads until the person moves by themselves. */
export function followLeader(scope: BoardScope): () => void {
  const { connection, view, info } = scope;
  let leader: string | null = null;
  const stop = effect(() => {
    const { leader: now } = connection.stage.room.value;
    if (now !== leader) view.follows.value = true;
    leader = now;
    const looks = connection.peers.value.find(({ user, view: at }) => user.id === leader && at !== null)?.view;
    if (looks && leader !== info.participant.id && view.follows.value && !isBusy(scope)) showPart(scope, looks);
  });
  const leave = (event: Event) => {
    const isInside = event.target instanceof Element && event.target.closest("#board-main") !== null;
    if (isInside && leader !== null && leader !== info.participant.id) view.follows.value = false;
  };
  for (const move of OWN_MOVES) window.addEventListener(move, leave, { capture: true, passive: true });
  return () => {
    stop();
    for (const move of OWN_MOVES) window.removeEventListener(move, leave, { capture: true });
  };
}

let shown = "";

/** Bring a part into sight and leave the focus alone; once, until another is shown. */
function showPart({ view, viewport }: BoardScope, { root, id }: Spot): void {
  const key = `${root}/${id}/${view.mode.peek()}`;
  if (key === shown) return;
  shown = key;
  const name = { launches: "launch", areas: "area", zones: "zone" }[root];
  if (view.mode.peek() === "board") viewport.show(`${name}-${id}`, { focus: false });
  else document.querySelector(`.outline [data-part="${root}/${CSS.escape(id)}"]`)?.scrollIntoView({ block: "start" });
}

/** Tells the others, while this person leads, which part is in sight. */
export function tellView({ connection, info, viewport }: BoardScope): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tell = () => {
    timer = undefined;
    connection.setPresence({ view: partInSight() });
  };
  const soon = () => {
    if (connection.stage.room.peek().leader === info.participant.id) timer ??= setTimeout(tell, PACE);
  };
  const stop = effect(() => {
    const leads = connection.stage.room.value.leader === info.participant.id;
    void viewport.sight.value;
    if (leads) soon();
    else connection.setPresence({ view: null });
  });
  window.addEventListener("scroll", soon, { capture: true, passive: true });
  return () => {
    stop();
    clearTimeout(timer);
    window.removeEventListener("scroll", soon, { capture: true });
  };
}

/** Where somebody looks first, as shares of the width and height of the view; between two parts the next point counts. */
const LOOKED_AT = [
  [0.25, 0.25],
  [0.5, 0.25],
  [0.5, 0.5],
  [0.25, 0.5],
] as const;

/** The innermost part a little below the top of the view; null where none is. */
export function partInSight(): Spot | null {
  const main = document.getElementById("board-main")?.getBoundingClientRect();
  if (!main) return null;
  const parts = LOOKED_AT.flatMap(([x, y]) => partUnder(main.left + main.width * x, main.top + main.height * y) ?? []);
  return parts.find(({ root }) => root !== "launches") ?? parts[0] ?? null;
}

function partUnder(x: number, y: number): Spot | null {
  const under = document.elementsFromPoint(x, y);
  const part = under.map((element) => element.closest("[data-part]")).find((each) => each !== null);
  return part ? spotOf(part.getAttribute("data-part") ?? "") : null;
}

/** “the zone ‘Goal’”, where it is on the board. */
export function spotName({ model }: BoardScope, spot: BoardPart): string {
  return partName(model, spot);
}
