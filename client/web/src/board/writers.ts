/** Who is writing in which card, and in which text beside the cards, so that a moving cursor wakes none of them. */

import { computed, type ReadonlySignal } from "@preact/signals";
import type { BoardConnection } from "../sync/connection";

interface Writing {
  readonly byPlace: ReadonlySignal<ReadonlyMap<string, string>>;
  readonly places: Map<string, ReadonlySignal<string>>;
}

const known = new WeakMap<BoardConnection, Writing>();

/** A sentence such as "Ama and Ben are writing"; empty when nobody is. A place is a card's id, or the path of another text. */
export function writersOf(connection: BoardConnection, place: string): ReadonlySignal<string> {
  const writing = known.get(connection) ?? watch(connection);
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

function watch(connection: BoardConnection): Writing {
  const lines = computed(() =>
    connection.peers.value
      .flatMap(({ user, editing }) => (editing ? [`${placeOf(editing.path)} ${user.name}`] : []))
      .toSorted()
      .join("\n"),
  );
  const byPlace = computed(() => sentences(lines.value));
  const writing = { byPlace, places: new Map<string, ReadonlySignal<string>>() };
  known.set(connection, writing);
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
