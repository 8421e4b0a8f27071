import { DialogFrame } from "../app/DialogFrame";
import { useBoard } from "../app/scope";
import { type Happening, happeningKey } from "./news";
import { isStillSo, WayThere } from "./NewsStrip";
import { happeningWords } from "./words";

/** All notes since this page was opened, newest first, each with the way to what it tells of as long as there is one. */
export function NewsDialog({ onClose }: { readonly onClose: () => void }) {
  const { news } = useBoard();
  return (
    <DialogFrame title="News" onClose={onClose}>
      <p>What has happened since you opened this page, newest first.</p>
      <ul class="rows">
        {news.all.value.map((happening) => (
          <NewsRow key={happeningKey(happening)} happening={happening} onClose={onClose} />
        ))}
      </ul>
    </DialogFrame>
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
