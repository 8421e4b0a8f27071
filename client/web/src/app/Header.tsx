import { useState } from "preact/hooks";
import { PurposeLine } from "./PurposeLine";
import { SavedIndicator } from "./SavedIndicator";
import { TitleLine } from "./TitleLine";
import { useBoard } from "./scope";
import type { Dialog, Mode } from "./view";

/** Always in sight: which board, what for, whether it is saved, who is here, and what one can open. */
export function Header() {
  const { connection, view } = useBoard();
  const role = connection.role.value;
  const open = (name: Exclude<Dialog["name"], "card" | "area" | "zone" | "hat">) => () => {
    view.dialog.value = { name };
  };
  return (
    <header class="board-head">
      <div class="head-row">
        <a class="home" href="/">
          Boards
        </a>
        <TitleLine />
        <div class="head-end">
          <SavedIndicator />
          <PeopleButton onOpen={open("people")} />
          {role === "facilitate" && (
            <button type="button" onClick={open("share")}>
              Share
            </button>
          )}
          <button type="button" onClick={open("export")}>
            Export
          </button>
          <ModeSwitch />
        </div>
      </div>
      <div class="head-row">
        <PurposeLine />
        <MoreActions>
          {role === "facilitate" && (
            <button type="button" class="quiet" onClick={open("launch")}>
              Launch a template
            </button>
          )}
          <button type="button" class="quiet" onClick={open("snapshots")}>
            Snapshots
          </button>
          <DeletedButton onOpen={open("deleted")} />
        </MoreActions>
      </div>
    </header>
  );
}

function PeopleButton({ onOpen }: { readonly onOpen: () => void }) {
  const { connection } = useBoard();
  const others = new Set(connection.peers.value.map((peer) => peer.user.id));
  others.add(connection.board.participant.id);
  return (
    <button type="button" onClick={onOpen}>
      People ({others.size})
    </button>
  );
}

function DeletedButton({ onOpen }: { readonly onOpen: () => void }) {
  const { model } = useBoard();
  const count = model.deleted.value.length;
  return (
    <button type="button" class="quiet" onClick={onOpen}>
      Deleted{count > 0 && ` (${count})`}
    </button>
  );
}

/** The buttons in a row; on a narrow screen behind one button. */
function MoreActions({ children }: { readonly children: preact.ComponentChildren }) {
  const [shown, setShown] = useState(false);
  return (
    <div class={shown ? "actions shown" : "actions"}>
      <button type="button" class="narrow-only" aria-expanded={shown} onClick={() => setShown(!shown)}>
        More
      </button>
      <div class="actions-list">{children}</div>
    </div>
  );
}

const MODES: readonly (readonly [Mode, string])[] = [
  ["board", "Board"],
  ["outline", "Outline"],
];

function ModeSwitch() {
  const { view } = useBoard();
  return (
    <fieldset class="switch" aria-label="Show as">
      {MODES.map(([mode, word]) => (
        <button
          type="button"
          key={mode}
          aria-pressed={view.mode.value === mode}
          onClick={() => {
            view.mode.value = mode;
          }}
        >
          {word}
        </button>
      ))}
    </fieldset>
  );
}
