import { useBoard } from "../app/scope";

const KEYS: readonly (readonly [string, string])[] = [
  ["Up and Down arrow", "from a card’s buttons to those of the card before or after"],
  ["Alt with Up or Down arrow", "move the card up or down in its list"],
  ["Enter on Edit", "write in the card; Tab goes to its next text"],
  ["Escape", "leave the text; what you wrote is kept"],
  ["Delete", "delete the card; the Deleted list keeps it"],
  ["Ctrl with Z, Ctrl with Y", "take back your own last edit, do it again"],
  ["Alt with N", "hear what is new on the board, anywhere on the page"],
  ["Alt with R", "go back to the card from which you followed a reference"],
  ["Ctrl with B, I or K", "in a formatted text: bold, italic, link"],
  ["Tab, Shift with Tab", "in a list of a formatted text: put the item further in or out; elsewhere go on or back"],
  ["Ctrl with ] or [", "in a formatted text: put a list item further in or out"],
];

/** The keys of the outline, in words. */
export function KeysHelp() {
  const { connection } = useBoard();
  if (!connection.mayEdit.value) return null;
  return (
    <details class="outline-help">
      <summary>Keys in the outline</summary>
      <dl>
        {KEYS.map(([keys, meaning]) => (
          <div key={keys}>
            <dt>{keys}</dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
