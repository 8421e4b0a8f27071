/** Who is writing in which card, so that a moving cursor wakes no card. */

import { computed, type ReadonlySignal } from "@preact/signals";
import type { BoardConnection } from "../sync/connection";

interface Writing {
  readonly byCard: ReadonlySignal<ReadonlyMap<string, string>>;
  readonly cards: Map<string, ReadonlySignal<string>>;
}

const known = new WeakMap<BoardConnection, Writing>();

/** A sentence such as "Ama and Ben are writing"; empty when nobody is. */
export function writersOf(connection: BoardConnection, card: string): ReadonlySignal<string> {
  const writing = known.get(connection) ?? watch(connection);
  const found = writing.cards.get(card);
  if (found) return found;
  const made = computed(() => writing.byCard.value.get(card) ?? "");
  writing.cards.set(card, made);
  return made;
}

function watch(connection: BoardConnection): Writing {
  const lines = computed(() =>
    connection.peers.value
      .flatMap(({ user, editing }) => (editing?.path.startsWith("cards/") ? [`${editing.path.split("/")[1]} ${user.name}`] : []))
      .toSorted()
      .join("\n"),
  );
  const byCard = computed(() => sentences(lines.value));
  const writing = { byCard, cards: new Map<string, ReadonlySignal<string>>() };
  known.set(connection, writing);
  return writing;
}

function sentences(lines: string): ReadonlyMap<string, string> {
  const names = new Map<string, string[]>();
  for (const line of lines === "" ? [] : lines.split("\n")) {
    const gap = line.indexOf(" ");
    const card = line.slice(0, gap);
    names.set(card, [...(names.get(card) ?? []), line.slice(gap + 1)]);
  }
  return new Map([...names].map(([card, all]) => [card, sentence([...new Set(all)])]));
}

function sentence(names: readonly string[]): string {
  if (names.length === 1) return `${names[0]} is writing`;
  return `${names.slice(0, -1).join(", ")} and ${names.at(-1)} are writing`;
}
