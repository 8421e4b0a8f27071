import { useState } from "preact/hooks";
import { DialogFrame } from "../app/DialogFrame";
import { goTo } from "../app/go_to";
import { type BoardScope, useBoard } from "../app/scope";
import { cardName } from "../model/card_name";
import { KIND_NAMES } from "../model/schema.gen";
import { partOfPlace } from "../board/card_moves";
import { isClosed } from "../stage/locks";
import { AreaTitleField, tidyTitle } from "./AreaTitleField";
import { areaTitle, cardsOfArea } from "./selecting";

/** Splits an area: the ticked cards go to a new one right after it. */
export function SplitDialog({ area, onClose }: { readonly area: string; readonly onClose: () => void }) {
  const scope = useBoard();
  const { model, view } = scope;
  const cards = cardsOfArea(model, area).filter((id) => !isClosed(scope, model.card(id).value?.zone ?? null));
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const [title, setTitle] = useState("");
  const [error, setError] = useState("");
  const [trouble, setTrouble] = useState("");
  const chosen = cards.filter((id) => ticked.has(id));
  const tick = (id: string) => {
    const next = new Set(ticked);
    if (!next.delete(id)) next.add(id);
    setTicked(next);
  };
  const split = () => {
    const isNameless = tidyTitle(title) === "";
    setError(isNameless ? "Give the new area a title. You can change it later." : "");
    setTrouble(chosen.length === 0 ? "Tick the cards that go to the new area." : "");
    if (isNameless || chosen.length === 0) return;
    const made = model.grouping.split(area, chosen, tidyTitle(title));
    view.announce(`${chosen.length === 1 ? "1 card is" : `${chosen.length} cards are`} now in the new area ${areaTitle(model, made)}. Undo takes it back.`);
    onClose();
    goTo(scope, { root: "areas", id: made });
  };
  return (
    <DialogFrame title={`Split ${areaTitle(model, area)}`} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          split();
        }}
      >
        <p>A new area comes right after this one. The agreed record stays here.</p>
        <AreaTitleField value={title} error={error} onInput={setTitle} />
        {cards.length === 0 ? <p>There are no cards here that could go to another area.</p> : <Ticks scope={scope} cards={cards} ticked={ticked} onTick={tick} />}
        {trouble !== "" && (
          <p class="error" role="alert">
            {trouble}
          </p>
        )}
        <div class="row dialog-end">
          <button type="button" onClick={onClose}>
            Leave it as it is
          </button>
          <button type="submit" class="primary">
            Split
          </button>
        </div>
      </form>
    </DialogFrame>
  );
}

interface TicksProps {
  readonly scope: BoardScope;
  readonly cards: readonly string[];
  readonly ticked: ReadonlySet<string>;
  readonly onTick: (card: string) => void;
}

function Ticks({ scope: { model }, cards, ticked, onTick }: TicksProps) {
  return (
    <fieldset class="card-ticks">
      <legend>Cards that go to the new area</legend>
      {cards.map((id) => {
        const card = model.card(id).value;
        if (!card) return null;
        return (
          <label key={id}>
            <input type="checkbox" checked={ticked.has(id)} onChange={() => onTick(id)} /> {KIND_NAMES[card.kind]} {cardName(model, id)}
            <span class="hint"> in {partOfPlace(model, card)}</span>
          </label>
        );
      })}
    </fieldset>
  );
}
