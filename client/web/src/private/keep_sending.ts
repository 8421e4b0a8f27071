/** Keeps private cards and the server alike, and says aloud how a round goes (SPEC P). */

import { effect } from "@preact/signals";
import type { BoardScope } from "../app/scope";

/** After the last letter, in milliseconds. */
const PAUSE = 700;
/** Until the next try while the server is away, in milliseconds. */
const RETRY = 3000;

/** Sends what is written in private a moment after each change, and again until it is stored. */
export function keepSending({ connection, privately }: BoardScope): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const after = (delay: number) => {
    clearTimeout(timer);
    timer = setTimeout(() => void send(), delay);
  };
  const send = async () => {
    if (!(await privately.send())) after(RETRY);
  };
  const now = () => after(0);
  const loadWhenKnown = async () => {
    const round = connection.stage.round.peek();
    const open = round?.state === "open" || round?.state === "revealing" ? round.id : null;
    await privately.load(open);
    now();
  };
  const stops = [
    effect(() => {
      connection.privately.value = { edits: privately.unsaved.value, isKept: privately.isKept.value };
      if (privately.changes.value > 0 && privately.unsaved.value > 0) after(PAUSE);
    }),
    effect(() => {
      if (connection.caughtUp.value && connection.role.value !== "view") void loadWhenKnown();
    }),
    effect(() => {
      const round = connection.stage.round.value;
      if (round?.state === "revealed" || round?.state === "ended") privately.close(round.id, round.state);
    }),
  ];
  window.addEventListener("online", now);
  return () => {
    for (const stop of stops) stop();
    clearTimeout(timer);
    window.removeEventListener("online", now);
  };
}

/** Says aloud when a round begins and ends. */
export function speakRounds({ connection, view }: BoardScope): () => void {
  let last = "";
  return effect(() => {
    const round = connection.stage.round.value;
    const now = round ? `${round.id} ${round.state}` : "";
    const isNews = last !== now && connection.caughtUp.peek();
    last = now;
    if (isNews && round) view.announce(SPOKEN[round.state]);
  });
}

const SPOKEN = {
  open: "Write on your own: nobody sees it until it is revealed.",
  revealing: "The cards are being revealed.",
  revealed: "The cards were revealed. They are on the board.",
  ended: "Writing on your own has ended without a reveal.",
} as const;
