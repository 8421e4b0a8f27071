import { useEffect } from "preact/hooks";
import { goTo } from "../app/go_to";
import { useBoard } from "../app/scope";
import type { BoardModel } from "../model/board";
import { focusFirst } from "../outline/focus";
import { watchHappenings } from "./happenings";
import type { Happening } from "./news";
import { happeningWords } from "./words";

/** Short notes on what has just happened, each with the way to it. They are said once, when they come. */
export function NewsStrip() {
  const scope = useBoard();
  const { model, news } = scope;
  useEffect(() => watchHappenings(scope), [scope]);
  const notes = news.shown.value.filter((happening) => isStillSo(model, happening));
  if (notes.length === 0) return null;
  return (
    <section class="news" aria-label="What has just happened">
      {notes.map((happening) => (
        <Note key={`${happening.kind} ${happening.part.root} ${happening.part.id}`} happening={happening} />
      ))}
    </section>
  );
}

function isStillSo(model: BoardModel, { kind, part: { root, id } }: Happening): boolean {
  if (kind === "launched") return model.launches.value.includes(id);
  const part = { launches: model.launch(id), zones: model.zone(id), areas: model.area(id), cards: model.card(id) }[root].value;
  return (part?.deleted ?? null) !== null;
}

function Note({ happening }: { readonly happening: Happening }) {
  const scope = useBoard();
  const { model, news, connection, view } = scope;
  const { kind, part } = happening;
  const words = happeningWords(model, happening);
  const go = () => {
    news.close(happening);
    goTo(scope, part);
  };
  const bringBack = () => {
    model.edits.restoreEntity(part.root, part.id);
    view.announce("It is back.");
    go();
  };
  const close = () => {
    news.close(happening);
    focusFirst(".news button", "#board-main");
  };
  return (
    <div class="news-note">
      <p>{words}</p>
      {kind === "launched" && (
        <button type="button" onClick={go}>
          Go to it<span class="hidden">: {words}</span>
        </button>
      )}
      {kind === "deleted" && connection.mayEdit.value && (
        <button type="button" onClick={bringBack}>
          Bring it back<span class="hidden">: {words}</span>
        </button>
      )}
      <button type="button" class="quiet" onClick={close}>
        Close<span class="hidden"> the note: {words}</span>
      </button>
    </div>
  );
}
