import { useState } from "preact/hooks";
import { DialogFrame } from "../app/DialogFrame";
import { useBoard } from "../app/scope";
import { type Happening, happeningKey } from "./news";
import { isStillSo, WayThere } from "./NewsStrip";
import { whatIsNew } from "./say_changes";
import { happeningWords } from "./words";

/**
 * What others wrote since this person last asked; all notes since this page was opened, newest first, each with the way to
 * what it tells of as long as there is one; and whether what is new is said aloud.
 */
export function NewsDialog({ onClose }: { readonly onClose: () => void }) {
  const scope = useBoard();
  const { news } = scope;
  const [words] = useState(() => whatIsNew(scope));
  return (
    <DialogFrame title="News" onClose={onClose}>
      {/* It has the focus when the dialog opens, so that it is read out. */}
      <p tabIndex={-1} data-first>
        {words}
      </p>
      <h3>What has happened since you opened this page</h3>
      {news.all.value.length === 0 && <p class="hint">Nothing that concerns everybody.</p>}
      <ul class="rows">
        {news.all.value.map((happening) => (
          <NewsRow key={happeningKey(happening)} happening={happening} onClose={onClose} />
        ))}
      </ul>
      <SayAloud />
    </DialogFrame>
  );
}

/** The page's own setting of what a screen reader says by itself. */
function SayAloud() {
  const { news } = useBoard();
  return (
    <>
      <label class="check">
        <input type="checkbox" checked={news.saysChanges.value} onChange={(event) => news.sayChanges(event.currentTarget.checked ? "on" : "off")} /> Let screen readers
        say what others write where I am
      </label>
      <p class="hint">One sentence with counts and places, twice a minute at most, and never while you write. Alt and N tells what is new at any time.</p>
    </>
  );
}

function NewsRow({ happening, onClose }: { readonly happening: Happening; readonly onClose: () => void }) {
  const scope = useBoard();
  const words = happeningWords(scope.model, happening);
  return (
    <li class="spread one-line">
      <span>{words}</span>
      {isStillSo(scope, happening) && <WayThere happening={happening} words={words} onLeave={onClose} />}
    </li>
  );
}
