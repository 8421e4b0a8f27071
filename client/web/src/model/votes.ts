/** The votes of a board, as the server publishes them in the `stage` document (SPEC V). */

import { type ReadonlySignal, signal } from "@preact/signals";
import * as Y from "yjs";
import { VOTE_COUNTS, VOTE_KINDS, VOTE_ROOTS, VOTE_STATES, type VoteCounts, type VoteKind, type VoteRoot, type VoteState } from "./schema.gen";

export interface Vote {
  readonly id: string;
  readonly kind: VoteKind;
  /** The root and the id of what it is about. */
  readonly root: VoteRoot;
  readonly place: string;
  readonly state: VoteState;
  /** How many each person has, and how many of them may be on one. */
  readonly dots: number;
  readonly most: number;
  readonly counts: VoteCounts;
  readonly since: string;
  /** When it was closed; "" while it is open. */
  readonly ended: string;
  /** What an agreement is about, as it was when the vote was opened. */
  readonly text: string;
  /** Once closed: how many took part, and the dots of each option, or of each scale the markers left, middle and right. */
  readonly voters: number;
  readonly totals: Readonly<Record<string, number>>;
  readonly shapes: Readonly<Record<string, readonly number[]>>;
  readonly top: readonly string[];
}

/** Every vote that was not cancelled, the newest first. */
export function votesOf(doc: Y.Doc): ReadonlySignal<readonly Vote[]> {
  const root = doc.getMap("votes");
  const votes = signal<readonly Vote[]>([]);
  const refresh = () => {
    const found = [...root.entries()].flatMap(([id, map]) => (map instanceof Y.Map ? readVote(id, map) : []));
    votes.value = found.toSorted((a, b) => b.since.localeCompare(a.since));
  };
  root.observeDeep(refresh);
  refresh();
  return votes;
}

function readVote(id: string, map: Y.Map<unknown>): readonly Vote[] {
  const kind = VOTE_KINDS.find((each) => each === map.get("kind"));
  const root = VOTE_ROOTS.find((each) => each === map.get("root"));
  const state = VOTE_STATES.find((each) => each === map.get("state"));
  if (!kind || !root || !state || state === "cancelled") return [];
  const totals = Object.entries((map.get("totals") ?? {}) as Record<string, unknown>);
  const vote = {
    id,
    kind,
    root,
    place: String(map.get("place")),
    state,
    dots: Number(map.get("dots") ?? 1),
    most: Number(map.get("most") ?? 1),
    counts: VOTE_COUNTS.find((each) => each === map.get("counts")) ?? "closed",
    since: String(map.get("since") ?? ""),
    ended: String(map.get("ended") ?? ""),
    text: String(map.get("text") ?? ""),
    voters: Number(map.get("voters") ?? 0),
    totals: Object.fromEntries(totals.filter((each): each is [string, number] => typeof each[1] === "number")),
    shapes: Object.fromEntries(totals.filter((each): each is [string, number[]] => Array.isArray(each[1]))),
    top: stringsOf(map.get("top")),
  };
  return [vote];
}

function stringsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];
}
