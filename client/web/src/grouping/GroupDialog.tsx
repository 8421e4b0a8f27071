import { useState } from "preact/hooks";
import { DialogFrame } from "../app/DialogFrame";
import { Field } from "../app/Field";
import { type BoardScope, useBoard } from "../app/scope";
import { sortingPlace } from "../model/grouping";
import type { Happening } from "../news/news";
import { happeningWords } from "../news/words";
import { focusInPlace } from "../outline/focus";
import { isClosed } from "../stage/locks";
import { AreaTitleField, tidyTitle } from "./AreaTitleField";
import { areaTitle, selectedCards, selectedWords, whereToGoOn } from "./selecting";

/** An area to be made in this zone; ids hold no space. */
const NEW = "new in ";

/** Puts the selected cards into an area: a new one with a title, or one that is there. */
export function GroupDialog({ onClose }: { readonly onClose: () => void }) {
  const scope = useBoard();
  const { model, view, viewport, news } = scope;
  const cards = selectedCards(scope);
  const choices = choicesOf(scope);
  const [chosen, setChosen] = useState(choices[0]?.key ?? "");
  const [title, setTitle] = useState("");
  const [error, setError] = useState("");
  const zone = chosen.startsWith(NEW) ? chosen.slice(NEW.length) : null;
  const group = () => {
    if (zone !== null && tidyTitle(title) === "") return setError("Give the area a title. You can change it later.");
    const next = whereToGoOn(model, cards);
    const area = viewport.staying(cards.at(-1) ?? "", () => {
      if (zone !== null) return model.grouping.groupIntoNew(cards, zone, tidyTitle(title));
      model.grouping.group(cards, chosen);
      return chosen;
    });
    view.selection.clear();
    const happening: Happening = { kind: "grouped", part: { root: "areas", id: area }, cards };
    news.tell(happening);
    view.announce(`${happeningWords(model, happening)} Undo takes it back.`);
    onClose();
    return focusInPlace(...next, ".board-focus", "#board-main");
  };
  return (
    <DialogFrame title="Group into an area" onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          group();
        }}
      >
        <p>{selectedWords(cards.length)}. {cards.length === 1 ? "It goes to the conversation of the area and is" : "They go to the conversation of the area and are"} marked as grouped.</p>
        {choices.length === 0 && <p>There is no area here that takes cards. Launch the template Manualize first.</p>}
        {/* Where only a new area can be made, its title comes first. */}
        {choices.length > 1 && (
          <Field label="Area">
            {(described) => (
              <select {...described} value={chosen} onChange={(event) => setChosen(event.currentTarget.value)}>
                {choices.map(({ key, name }) => (
                  <option key={key} value={key}>
                    {name}
                  </option>
                ))}
              </select>
            )}
          </Field>
        )}
        {zone !== null && <AreaTitleField value={title} error={error} onInput={setTitle} />}
        <div class="row dialog-end">
          <button type="button" onClick={onClose}>
            {cards.length === 1 ? "Leave it where it is" : "Leave them where they are"}
          </button>
          {choices.length > 0 && (
            <button type="submit" class="primary">
              Group
            </button>
          )}
        </div>
      </form>
    </DialogFrame>
  );
}

interface Choice {
  readonly key: string;
  readonly name: string;
}

function choicesOf(scope: BoardScope): readonly Choice[] {
  const { model, connection } = scope;
  const tops = [...model.launches.value, null].flatMap((launch) => model.zonesOfLaunch(launch).value);
  const zones = tops.flatMap((id) => model.zone(id).value ?? []).filter(({ kind, id }) => kind === "areas" && !isClosed(scope, id));
  const taking = zones.filter(({ config }) => config.blueprint?.some(({ kind }) => kind === "list" || kind === "lanes"));
  const locks = connection.stage.locks.value;
  const areas = model.areas.value.filter((area) => {
    const place = sortingPlace(model, area);
    return place !== null && !isClosed(scope, place.zone) && (connection.role.value === "facilitate" || !locks.has(area));
  });
  return [
    ...taking.map(({ id, title }) => ({ key: NEW + id, name: taking.length > 1 ? `A new area in ${title}` : "A new area" })),
    ...areas.map((id) => ({ key: id, name: areaTitle(model, id) })),
  ];
}
