import { useId, useState } from "preact/hooks";
import { goTo } from "../app/go_to";
import { ProblemNote } from "../app/ProblemNote";
import { useBoard } from "../app/scope";
import { useTask } from "../app/useTask";
import { attributionAt } from "../model/attribution";
import { partName } from "../model/parts";
import { CommentForm } from "./CommentForm";
import { CommentItem } from "./CommentItem";
import { commentsApi } from "./comments_api";
import type { Nameable } from "./mentioning";
import type { Thread } from "./thread";
import { UnsentComments } from "./UnsentComments";

interface Props {
  readonly thread: Thread;
  readonly people: readonly Nameable[];
  /** Comments that mention this person and were not read before. */
  readonly fresh: ReadonlySet<string>;
  readonly withPlace: boolean;
}

/** A thread with its comments in order, and what can be done with it. */
export function ThreadView({ thread, people, fresh, withPlace }: Props) {
  const { model, connection, outbox } = useBoard();
  const title = useId();
  const where = partName(model, { root: thread.root, id: thread.place });
  return (
    <section class={`thread${thread.resolved ? " is-resolved" : ""}`} aria-labelledby={title} data-thread={thread.id}>
      <h4 id={title} class={withPlace ? undefined : "hidden"}>
        {thread.resolved && "Resolved: "}On {where}
      </h4>
      {withPlace && <WayThere thread={thread} where={where} />}
      <ol>
        {thread.comments.map((comment) => (
          <CommentItem key={comment.id} thread={thread} comment={comment} people={people} isFresh={fresh.has(comment.id)} />
        ))}
      </ol>
      <UnsentComments items={outbox.at({ thread: thread.id })} people={people} />
      {connection.role.value !== "view" && <Answering thread={thread} people={people} where={where} />}
    </section>
  );
}

/** What stands where can be gone to, unless it was deleted. */
function WayThere({ thread, where }: { readonly thread: Thread; readonly where: string }) {
  const scope = useBoard();
  const { root, place } = thread;
  if (!scope.model.isShown(root, place)) return <p class="hint">It was deleted. With it these comments come back.</p>;
  return (
    <button type="button" class="quiet" onClick={() => goTo(scope, { root, id: place })}>
      Go to it<span class="hidden">: {where}</span>
    </button>
  );
}

function Answering({ thread, people, where }: Pick<Props, "thread" | "people"> & { readonly where: string }) {
  const { info, model, view, comments, outbox, drafts } = useBoard();
  const draft = `comment in ${thread.id}`;
  const [isOpen, setIsOpen] = useState(drafts.at(draft) !== null);
  const task = useTask();
  const resolve = () =>
    task.run(async () => {
      comments.takeOne(await commentsApi.resolve(info.id, thread.id, !thread.resolved));
      view.announce(thread.resolved ? "The thread is open again." : "The thread is resolved.");
    });
  return (
    <>
      {isOpen && (
        <CommentForm
          draft={draft}
          label="Answer"
          people={people}
          attribution={attributionAt(model, { root: thread.root, id: thread.place })}
          onSend={(said) => outbox.add(said, { thread: thread.id })}
        />
      )}
      <ProblemNote problem={task.problem} />
      <p class="row">
        {!isOpen && (
          <button type="button" onClick={() => setIsOpen(true)}>
            Answer<span class="hidden"> on {where}</span>
          </button>
        )}
        <button type="button" class="quiet" aria-disabled={task.busy} onClick={resolve}>
          {thread.resolved ? "Open again" : "Resolve"}
          <span class="hidden"> the thread on {where}</span>
        </button>
      </p>
    </>
  );
}
