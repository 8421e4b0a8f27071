import { useEffect, useRef } from "preact/hooks";
import type { CommentPlace } from "../comments/thread";
import { goTo } from "../app/go_to";
import { type BoardScope, useBoard } from "../app/scope";
import { focusFirst } from "../outline/focus";
import { watchHappenings } from "./happenings";
import { lingering } from "./lingering";
import { type Happening, happeningKey } from "./news";
import { sayChanges } from "./say_changes";
import { happeningWords } from "./words";

/** Short notes on what has just happened, each with the way to it. They are said once, when they come. */
export function NewsStrip() {
  const scope = useBoard();
  const { news } = scope;
  useEffect(() => watchHappenings(scope), [scope]);
  useEffect(() => sayChanges(scope), [scope]);
  const notes = news.shown.value.filter((happening) => isStillSo(scope, happening));
  if (notes.length === 0) return null;
  return (
    <section class="news" aria-label="What has just happened">
      {notes.map((happening) => (
        <Note key={happeningKey(happening)} happening={happening} />
      ))}
    </section>
  );
}

/** Whether what a note tells of can still be seen or taken back. */
export function isStillSo({ model, comments, suggestions }: BoardScope, happening: Happening): boolean {
  if (happening.kind === "suggested") return suggestions.all.value.some(({ id }) => id === happening.id);
  if (happening.kind === "returned") return true;
  if (happening.kind === "mentioned") return comments.unread.value.some(({ comment }) => comment === happening.id);
  const { root, id } = happening.part;
  if (happening.kind === "grouped") return happening.cards.some((card) => areaOfCard(model, card) === id);
  if (happening.kind === "launched") return model.launches.value.includes(id);
  if (happening.kind === "revealed") return model.zone(id).value?.deleted === null;
  const part = { launches: model.launch(id), zones: model.zone(id), areas: model.area(id), cards: model.card(id) }[root].value;
  return (part?.deleted ?? null) !== null;
}

function areaOfCard(model: BoardScope["model"], card: string): string | null {
  const zone = model.card(card).value?.zone ?? "";
  return model.zone(zone).value?.parent ?? null;
}

function Note({ happening }: { readonly happening: Happening }) {
  const { model, news } = useBoard();
  const words = happeningWords(model, happening);
  const note = useRef<HTMLDivElement>(null);
  useEffect(() => (note.current ? lingering(note.current, () => news.close(happening)) : undefined), [news, happening]);
  const close = () => {
    news.close(happening);
    focusFirst(".news button", "#board-main");
  };
  return (
    <div class="news-note" ref={note}>
      <p tabIndex={-1}>{words}</p>
      <WayThere happening={happening} words={words} />
      <button type="button" class="quiet" onClick={close}>
        Close<span class="hidden"> the note: {words}</span>
      </button>
    </div>
  );
}

interface WayProps {
  readonly happening: Happening;
  readonly words: string;
  /** Called before it leads away. */
  readonly onLeave?: () => void;
}

/** The button that leads from a note to what it tells of. */
export function WayThere({ happening, words, onLeave }: WayProps) {
  const scope = useBoard();
  const { model, news, connection, view } = scope;
  const leave = () => {
    onLeave?.();
    news.close(happening);
  };
  if (happening.kind === "returned" || happening.kind === "suggested") {
    const [name, button] = happening.kind === "returned" ? (["snapshots", "See the snapshots"] as const) : (["suggestions", "Read them"] as const);
    const look = () => {
      leave();
      view.dialog.value = { name };
    };
    return <NoteButton name={button} words={words} onPress={look} />;
  }
  if (happening.kind === "mentioned") {
    const read = () => {
      leave();
      view.comments.value = { place: placeOf(scope, happening.thread) };
    };
    return <NoteButton name="Read it" words={words} onPress={read} />;
  }
  const { kind, part } = happening;
  const go = () => {
    leave();
    goTo(scope, part);
  };
  const bringBack = () => {
    model.edits.restoreEntity(part.root, part.id);
    view.announce("It is back.");
    go();
  };
  if (kind !== "deleted") return <NoteButton name="Go to it" words={words} onPress={go} />;
  return connection.mayEdit.value ? <NoteButton name="Bring it back" words={words} onPress={bringBack} /> : null;
}

function placeOf({ comments }: BoardScope, thread: string): CommentPlace | null {
  const found = comments.all.peek().find(({ id }) => id === thread);
  return found ? { root: found.root, id: found.place } : null;
}

interface ButtonProps {
  readonly name: string;
  readonly words: string;
  readonly onPress: () => void;
}

function NoteButton({ name, words, onPress }: ButtonProps) {
  return (
    <button type="button" onClick={onPress}>
      {name}
      <span class="hidden">: {words}</span>
    </button>
  );
}
