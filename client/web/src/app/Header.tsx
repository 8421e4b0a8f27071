import type { ComponentChildren } from "preact";
import { useRef, useState } from "preact/hooks";
import { CommentsOpener, Mentions } from "../comments/CommentsOpener";
import { useLeaving } from "../text/leaving";
import { BelongsTo } from "./BelongsTo";
import { PurposeLine } from "./PurposeLine";
import { SavedIndicator } from "./SavedIndicator";
import { TitleLine } from "./TitleLine";
import { useBoard } from "./scope";
import type { DialogName, Mode } from "./view";

/** Always in sight: which board, what for, whether it is saved, who is here, and what one can open. */
export function Header() {
  return (
    <header class="board-head">
      <div class="head-row">
        <a class="home" href="/">
          Boards
        </a>
        <TitleLine />
        <div class="head-end">
          <SavedIndicator />
          <span class="row wide-only">
            <FirstActions />
          </span>
          <ModeSwitch />
        </div>
      </div>
      <BelongsTo />
      <div class="head-row">
        <PurposeLine />
        <MoreActions>
          <span class="narrow-only">
            <FirstActions />
          </span>
          <OtherActions />
        </MoreActions>
      </div>
    </header>
  );
}

/** Opens the dialog of this name. */
function Opener({ name, quiet = false, children }: { readonly name: DialogName; readonly quiet?: boolean; readonly children: ComponentChildren }) {
  const { view } = useBoard();
  const open = () => {
    view.dialog.value = { name };
  };
  return (
    <button type="button" class={quiet ? "quiet" : undefined} onClick={open}>
      {children}
    </button>
  );
}

/** What is wanted most often; on a narrow screen behind More, too. */
function FirstActions() {
  const { connection } = useBoard();
  const people = new Set(connection.peers.value.map((peer) => peer.user.id)).add(connection.board.participant.id);
  return (
    <>
      <Opener name="people">People ({people.size})</Opener>
      <CommentsOpener />
      {connection.role.value === "facilitate" && <Opener name="share">Share</Opener>}
      <Opener name="export">Export</Opener>
    </>
  );
}

function OtherActions() {
  const { connection, model, news } = useBoard();
  const deleted = model.deleted.value.length;
  const told = news.all.value.length;
  return (
    <>
      {connection.role.value === "facilitate" && (
        <Opener name="launch" quiet>
          Launch a template
        </Opener>
      )}
      <Opener name="snapshots" quiet>
        Snapshots
      </Opener>
      <Opener name="deleted" quiet>
        Deleted{deleted > 0 && ` (${deleted})`}
      </Opener>
      <Opener name="news" quiet>
        News{told > 0 && ` (${told})`}
      </Opener>
    </>
  );
}

/** The buttons in a row; on a narrow screen behind one button, which has the focus again after a choice or Escape. */
function MoreActions({ children }: { readonly children: ComponentChildren }) {
  const [shown, setShown] = useState(false);
  const frame = useRef<HTMLDivElement>(null);
  const toggle = useRef<HTMLButtonElement>(null);
  useLeaving(frame, () => setShown(false));
  const fold = () => {
    setShown(false);
    toggle.current?.focus();
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- Escape closes what is open, wherever in it one is
    <div ref={frame} class={shown ? "actions shown" : "actions"} onKeyDown={(event) => shown && event.key === "Escape" && fold()}>
      <button ref={toggle} type="button" class="narrow-only" aria-expanded={shown} onClick={() => setShown(!shown)}>
        More
        {!shown && <Mentions />}
      </button>
      {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions -- closes before what is chosen opens and takes the focus */}
      <div class="actions-list" onClickCapture={() => shown && fold()}>
        {children}
      </div>
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
