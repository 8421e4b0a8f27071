import { DialogFrame } from "../app/DialogFrame";

const KEYS: readonly (readonly [string, string])[] = [
  ["Tab", "go on to the next card or button, in reading order"],
  ["Any letter", "start a card in the zone you are in"],
  ["Enter", "write in the card that has the focus"],
  ["Escape", "leave the card; stop dragging"],
  ["Arrow keys on a card", "move it within its part: through its list, or to the lane or cell beside it"],
  ["Alt and an arrow key", "move the card to the part after or before"],
  ["Select cards, below the board", "a press on a card, Enter or Space selects it; Escape ends it"],
  ["Shift and Space", "select the card, or leave it out again, to group several into an area"],
  ["Shift or Ctrl and a click", "the same by mouse; Escape selects none"],
  ["Delete", "delete the card (the Deleted list brings it back)"],
  ["Menu key, or Options", "kind, colour, status, and moving anywhere"],
  ["Ctrl Z, Ctrl Y", "undo and redo your own edits"],
  ["Arrow keys on the board itself", "move the view"],
  ["+, −", "larger, smaller"],
  ["0, 9", "fit the part in view, the whole board"],
  ["Alt and N", "hear what is new on the board, anywhere on the page"],
  ["Alt and R", "go back to the card from which you followed a reference"],
  ["Click on a card", "write in it"],
  ["Double click on the open board", "start a note there"],
  ["Space and drag", "move the view from anywhere"],
];

/** What keys do on the board. */
export function KeysDialog({ onClose }: { readonly onClose: () => void }) {
  return (
    <DialogFrame title="Keys" onClose={onClose}>
      <p>These work while the focus is on the board.</p>
      <dl class="keys">
        {KEYS.map(([key, does]) => (
          <div key={key}>
            <dt>{key}</dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </DialogFrame>
  );
}
