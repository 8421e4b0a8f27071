import { useState } from "preact/hooks";
import { Field } from "../app/Field";
import { type BoardScope, useBoard } from "../app/scope";
import { capital } from "../text/sentence";
import type { BoardModel } from "../model/board";
import type { Place, Zone } from "../model/types";
import { partOfPlace, placesOf } from "./card_moves";
import { openZones } from "./new_card";

const OPEN_BOARD = "open board";

/** More places than this are looked through by typing. */
const MANY = 12;

interface Props {
  /** The key of where the card lies, or shall lie: see `placeKey`. */
  readonly value: string;
  /** What the place is called that the card is in: it may be none that can be chosen. */
  readonly here: string;
  readonly onChoose: (key: string) => void;
  /** The card may be put on the open board, outside every zone. */
  readonly withOpenBoard?: boolean;
}

/** The places of the board under the launch or area that they belong to; some letters of a name leave those that have them. */
export function PlaceChoice({ value, here, onChoose, withOpenBoard = false }: Props) {
  const scope = useBoard();
  const [typed, setTyped] = useState("");
  const groups = groupsOf(scope);
  const found = groups.flatMap((group) => narrowed(group, typed, value));
  const count = groups.reduce((sum, { places }) => sum + places.length, 0);
  const left = found.reduce((sum, { places }) => sum + places.length, 0);
  return (
    <>
      {count > MANY && (
        <Field label="Find a place" hint={typed === "" ? "Type some letters of its name, or of its area." : `${left} of ${count} places`}>
          {(described) => <input {...described} type="search" value={typed} onInput={(event) => setTyped(event.currentTarget.value)} />}
        </Field>
      )}
      <Field label="Move to">
        {(described) => (
          <select {...described} value={value} onChange={(event) => onChoose(event.currentTarget.value)}>
            {!isKnown(groups, value) && <option value={value}>{capital(here)}</option>}
            {found.map(({ title, places }) => (
              <optgroup key={title} label={title}>
                {places.map(({ key, name }) => (
                  <option key={key} value={key}>
                    {name}
                  </option>
                ))}
              </optgroup>
            ))}
            {withOpenBoard && value !== OPEN_BOARD && <option value={OPEN_BOARD}>The open board</option>}
          </select>
        )}
      </Field>
    </>
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

interface Group {
  readonly title: string;
  readonly places: readonly { readonly key: string; readonly name: string }[];
}

function groupsOf(scope: BoardScope): readonly Group[] {
  const { model } = scope;
  const groups = new Map<string, Place[]>();
  for (const zone of openZones(scope)) {
    const title = holderOf(model, zone);
    groups.set(title, [...(groups.get(title) ?? []), ...placesOf(zone)]);
  }
  return [...groups].map(([title, places]) => ({
    title,
    places: places.map((place) => ({ key: placeKey(place), name: partOfPlace(model, place) })),
  }));
}

/** The area a zone belongs to, else its launch with the area that it was launched on. */
function holderOf(model: BoardModel, { parent, launch: id }: Zone): string {
  const launch = id === null ? undefined : model.launch(id).value;
  const on = launch?.area ?? null;
  const title = launch?.title || "Untitled";
  if (on !== null) return `${title}, on ${model.area(on).value?.title || "an area"}`;
  return parent === null ? title : model.area(parent).value?.title || "Area without a title";
}

/** The group with what was typed in its own name or in those of its places; where the card lies is always among them. */
function narrowed({ title, places }: Group, typed: string, value: string): readonly Group[] {
  const wanted = typed.trim().toLowerCase();
  const left = places.filter(({ key, name }) => key === value || `${title} ${name}`.toLowerCase().includes(wanted));
  return left.length === 0 ? [] : [{ title, places: left }];
}

function isKnown(groups: readonly Group[], key: string): boolean {
  return groups.some(({ places }) => places.some((place) => place.key === key));
}
