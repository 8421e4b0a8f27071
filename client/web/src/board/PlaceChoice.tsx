import { type BoardScope, useBoard } from "../app/scope";
import { capital } from "../text/sentence";
import { holderName } from "../model/parts";
import type { Place } from "../model/types";
import { partOfPlace, placesOf } from "./card_moves";
import { type ChoiceGroup, GroupedChoice } from "./GroupedChoice";
import { openZones } from "./new_card";

const OPEN_BOARD = "open board";
const FIND = { label: "Find a place", hint: "Type some letters of its name, or of its area.", counted: "places" };

interface Props {
  /** The key of where the card lies, or shall lie: see `placeKey`. */
  readonly value: string;
  /** What the place is called that the card is in: it may be none that can be chosen. */
  readonly here: string;
  readonly onChoose: (key: string) => void;
  /** The card may be put on the open board, outside every zone. */
  readonly withOpenBoard?: boolean;
}

/** The places of the board under the launch or area that they belong to. */
export function PlaceChoice({ value, here, onChoose, withOpenBoard = false }: Props) {
  const groups = groupsOf(useBoard());
  return (
    <GroupedChoice
      label="Move to"
      find={FIND}
      groups={groups}
      before={isKnown(groups, value) ? [] : [[value, capital(here)]]}
      after={withOpenBoard && value !== OPEN_BOARD ? [[OPEN_BOARD, "The open board"]] : []}
      value={value}
      onChoose={onChoose}
    />
  );
}

/** What tells one place from another in a list. */
export function placeKey({ zone, cell }: Place): string {
  return zone === null ? OPEN_BOARD : `${zone} ${cell?.[0] ?? ""} ${cell?.[1] ?? ""}`;
}

/** The place with this key; undefined for the open board. */
export function placeOfKey(scope: BoardScope, key: string): Place | undefined {
  return openZones(scope)
    .flatMap(placesOf)
    .find((place) => placeKey(place) === key);
}

function groupsOf(scope: BoardScope): readonly ChoiceGroup[] {
  const { model } = scope;
  const groups = new Map<string, Place[]>();
  for (const zone of openZones(scope)) {
    const title = holderName(model, zone);
    groups.set(title, [...(groups.get(title) ?? []), ...placesOf(zone)]);
  }
  return [...groups].map(([title, places]) => ({
    title,
    choices: places.map((place) => [placeKey(place), partOfPlace(model, place)]),
  }));
}

function isKnown(groups: readonly ChoiceGroup[], wanted: string): boolean {
  return groups.some(({ choices }) => choices.some(([key]) => key === wanted));
}
