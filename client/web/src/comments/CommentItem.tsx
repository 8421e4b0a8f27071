import { useState } from "preact/hooks";
import { ProblemNote } from "../app/ProblemNote";
import { useBoard } from "../app/scope";
import { useTask } from "../app/useTask";
import { attributionAt } from "../model/attribution";
import { CommentForm } from "./CommentForm";
import { commentsApi } from "./comments_api";
import { type Nameable, pieces } from "./mentioning";
import type { Comment, Thread } from "./thread";

interface Props {
  readonly thread: Thread;
  readonly comment: Comment;
  readonly people: readonly Nameable[];
  /** It mentions this person, who sees it for the first time. */
  readonly isFresh: boolean;
}

/** A comment: who, when, what; its author can change it, and with facilitators delete it. */
export function CommentItem(props: Props) {
  const { comment, isFresh } = props;
  const [isChanging, setIsChanging] = useState(false);
  if (comment.deleted) return <li class="hint">This comment was deleted.</li>;
  return (
    <li class={isFresh ? "comment is-fresh" : "comment"}>
      <p class="comment-head">
        <strong>{authorWords(comment)}</strong> <span class="hint">{whenWords(comment)}</span>
        {isFresh && <span class="badge">Mentions you</span>}
      </p>
      {isChanging ? <Changing {...props} onDone={() => setIsChanging(false)} /> : <Words comment={comment} />}
      {!isChanging && <Actions comment={comment} onChange={() => setIsChanging(true)} />}
    </li>
  );
}

function Words({ comment }: { readonly comment: Comment }) {
  return (
    <p class="plain-text" dir="auto">
      {pieces(comment.text, comment.mentions).map(({ words, participant }, index) =>
        // oxlint-disable-next-line react/no-array-index-key -- the pieces of one text have no other name
        participant === null ? words : <strong key={index}>{words}</strong>,
      )}
    </p>
  );
}

/** Who wrote it, as far as it is told. That it is this person's is told to nobody else. */
export function authorWords({ by, mine }: Pick<Comment, "by" | "mine">): string {
  if (mine) return by === null ? "You (nobody else is told)" : `${by} (you)`;
  return by ?? "Somebody here";
}

function whenWords({ at, day, revision }: Comment): string {
  const when = new Date(at ?? `${day}T12:00:00Z`);
  const options = at === null ? ({ dateStyle: "medium" } as const) : ({ dateStyle: "medium", timeStyle: "short" } as const);
  return `${new Intl.DateTimeFormat(undefined, options).format(when)}${revision > 1 ? ", changed" : ""}`;
}

function Actions({ comment, onChange }: { readonly comment: Comment; readonly onChange: () => void }) {
  const { info, connection, comments, view } = useBoard();
  const task = useTask();
  const { role } = connection;
  const mayDelete = role.value === "facilitate" || (comment.mine && role.value !== "view");
  if (!mayDelete) return null;
  const remove = () =>
    task.run(async () => {
      comments.takeOne(await commentsApi.remove(info.id, comment.id));
      view.announce("The comment is deleted.");
    });
  const name = authorWords(comment);
  return (
    <>
      <ProblemNote problem={task.problem} />
      <p class="row comment-actions">
        {comment.mine && (
          <button type="button" class="quiet" onClick={onChange}>
            Change<span class="hidden"> your comment</span>
          </button>
        )}
        <button type="button" class="quiet" aria-disabled={task.busy} onClick={remove}>
          Delete<span class="hidden"> the comment of {name}</span>
        </button>
      </p>
    </>
  );
}

function Changing({ thread, comment, people, onDone }: Props & { readonly onDone: () => void }) {
  const { info, model, comments, view } = useBoard();
  const task = useTask();
  return (
    <>
      <ProblemNote problem={task.problem} />
      <CommentForm
        draft={`comment ${comment.id}`}
        label="Your comment"
        text={comment.text}
        people={[...people, ...comment.mentions]}
        attribution={attributionAt(model, { root: thread.root, id: thread.place })}
        busy={task.busy}
        sendWord="Save"
        onCancel={onDone}
        onSend={(said, sent) =>
          task.run(async () => {
            comments.takeOne(await commentsApi.change(info.id, comment, said));
            sent();
            view.announce("The comment is changed.");
            onDone();
          })
        }
      />
    </>
  );
}
