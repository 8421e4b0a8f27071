/** Who is writing in which card, and in which text beside the cards, except where nobody is named (SPEC I4). */

import { computed, type ReadonlySignal } from "@preact/signals";
import type { Awareness } from "y-protocols/awareness";
import type { BoardScope } from "../app/scope";
import { namesNobodyIn } from "../model/attribution";
import type { BoardModel } from "../model/board";
import type { TextPath } from "../model/texts";

type Scope = Pick<BoardScope, "connection" | "model">;

interface Writing {
  readonly byPlace: ReadonlySignal<ReadonlyMap<string, string>>;
  readonly places: Map<string, ReadonlySignal<string>>;
}

const known = new WeakMap<BoardModel, Writing>();

/** What tells others where this person writes in a text, and this person where they do; null where nobody is named. */
export function awarenessIn({ connection, model }: Scope, path: TextPath): Awareness | null {
  return namesNobodyIn(model, path) ? null : connection.session.value.awareness;
}

/** A sentence such as "Ama and Ben are writing"; empty when nobody is. A place is a card's id, or the path of another text. */
export function writersOf(scope: Scope, place: string): ReadonlySignal<string> {
  const writing = known.get(scope.model) ?? watch(scope);
  const found = writing.places.get(place);
  if (found) return found;
  const made = computed(() => writing.byPlace.value.get(place) ?? "");
  writing.places.set(place, made);
  return made;
}

/** All texts of a card are one place. */
function placeOf(path: string): string {
  const [root, card] = path.split("/");
  return root === "cards" && card !== undefined ? card : path;
}

/** In one text, so that a moving cursor wakes nobody. An older page may tell who writes where nobody is named. */
function watch({ connection, model }: Scope): Writing {
  const lines = computed(() =>
    connection.peers.value
      .flatMap(({ user, editing }) => (editing && !namesNobodyIn(model, editing.path) ? [`${placeOf(editing.path)} ${user.name}`] : []))
      .toSorted()
      .join("\n"),
  );
  const byPlace = computed(() => sentences(lines.value));
  const writing = { byPlace, places: new Map<string, ReadonlySignal<string>>() };
  known.set(model, writing);
  return writing;
}

function sentences(lines: string): ReadonlyMap<string, string> {
  const names = new Map<string, string[]>();
  for (const line of lines === "" ? [] : lines.split("\n")) {
    const gap = line.indexOf(" ");
    const place = line.slice(0, gap);
    names.set(place, [...(names.get(place) ?? []), line.slice(gap + 1)]);
  }
  return new Map([...names].map(([place, all]) => [place, sentence([...new Set(all)])]));
}

function sentence(names: readonly string[]): string {
  if (names.length === 1) return `${names[0]} is writing`;
  return `${names.slice(0, -1).join(", ")} and ${names.at(-1)} are writing`;
}
