import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { DialogFrame } from "../app/DialogFrame";
import { keptFocus } from "../app/kept_focus";
import { useBoard } from "../app/scope";
import { wayBack } from "../app/way_back";
import { useNarrow } from "../outline/useNarrow";
import { CommentsList } from "./CommentsList";
import { keepComments } from "./keep_comments";

/** The comments: beside the board, and on a phone in its place. */
export function CommentsPanel() {
  const scope = useBoard();
  const { view } = scope;
  useEffect(() => keepComments(scope), [scope]);
  const isNarrow = useNarrow();
  const opened = view.comments.value;
  if (!opened) return null;
  const close = () => {
    view.comments.value = null;
  };
  const key = opened.place ? `${opened.place.root} ${opened.place.id}` : "all";
  const list = <CommentsList key={key} place={opened.place} />;
  if (!isNarrow) return <SidePanel onClose={close} opened={key}>{list}</SidePanel>;
  return (
    <DialogFrame title="Comments" onClose={close}>
      {list}
    </DialogFrame>
  );
}

interface Props {
  /** What it was opened for; with another the focus goes there. */
  readonly opened: string;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}

/** The focus goes into it when it opens, and back when it closes; what is taken out from under the focus gives it to what is nearest. */
function SidePanel({ opened, onClose, children }: Props) {
  const panel = useRef<HTMLElement>(null);
  useLayoutEffect(() => wayBack(document.activeElement), []);
  useLayoutEffect(() => {
    const field = panel.current?.querySelector<HTMLElement>("[data-first]") ?? panel.current?.querySelector<HTMLElement>("h2");
    field?.focus();
  }, [opened]);
  useEffect(() => (panel.current ? keptFocus(panel.current) : undefined), []);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape closes it, wherever in it one is
    <aside ref={panel} class="comments" aria-labelledby="comments-title" onKeyDown={(event) => event.key === "Escape" && !event.defaultPrevented && onClose()}>
      <header class="spread">
        <h2 id="comments-title" tabIndex={-1}>
          Comments
        </h2>
        <button type="button" class="quiet" onClick={onClose}>
          Close<span class="hidden"> the comments</span>
        </button>
      </header>
      {children}
    </aside>
  );
}
