/** The private round that is on or was last, as the server publishes it in the `stage` document (SPEC P3). */

import { type ReadonlySignal, signal } from "@preact/signals";
import * as Y from "yjs";
import { ATTRIBUTIONS, type Attribution, ROUND_CELLS, ROUND_STATES, type RoundCells, type RoundState } from "./schema.gen";

export interface Round {
  readonly id: string;
  readonly zone: string;
  readonly attribution: Attribution;
  /** Where each writes: all in one cell, each down a column of their own, or in any cell (SPEC P8). */
  readonly cells: RoundCells;
  readonly state: RoundState;
  /** How many people have written how many cards, as it was told last. */
  readonly writers: number;
  readonly cards: number;
}

/** The round in the stage document, kept up to date; null before the first. */
export function watchRound(doc: Y.Doc): ReadonlySignal<Round | null> {
  const rounds = doc.getMap("rounds");
  const round = signal(readRound(rounds.get("now")));
  rounds.observeDeep(() => {
    round.value = readRound(rounds.get("now"));
  });
  return round;
}

function readRound(map: unknown): Round | null {
  if (!(map instanceof Y.Map)) return null;
  const id: unknown = map.get("round");
  const zone: unknown = map.get("zone");
  if (typeof id !== "string" || typeof zone !== "string") return null;
  return {
    id,
    zone,
    attribution: ATTRIBUTIONS.find((each) => each === map.get("attribution")) ?? "none",
    cells: ROUND_CELLS.find((each) => each === map.get("cells")) ?? "one",
    state: ROUND_STATES.find((each) => each === map.get("state")) ?? "ended",
    writers: Number(map.get("writers") ?? 0),
    cards: Number(map.get("cards") ?? 0),
  };
}
