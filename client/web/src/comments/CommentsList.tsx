import { useEffect, useRef, useState } from "preact/hooks";
import { api } from "../app/api";
import { Field } from "../app/Field";
import { type BoardScope, useBoard } from "../app/scope";
import { useLoaded } from "../app/useTask";
import { partName } from "../model/parts";
import { commentsApi } from "./comments_api";
import type { Nameable } from "./mentioning";
import { NewThread } from "./NewThread";
import type { Unsent } from "./outbox";
import type { CommentPlace, Thread } from "./thread";
import { ThreadView } from "./ThreadView";
import { UnsentComments } from "./UnsentComments";

type Kind = "open" | "resolved" | "deleted";

const KINDS: readonly (readonly [Kind, string])[] = [
  ["open", "Open"],
  ["resolved", "Resolved"],
  ["deleted", "On what was deleted"],
];

/** The threads of a place with the way to begin one, or those of the whole board. */
export function CommentsList({ place }: { readonly place: CommentPlace | null }) {
  const scope = useBoard();
  const { info, comments, connection, outbox } = scope;
  const here = [...new Set(connection.peers.value.map(({ user }) => user.id))].toSorted().join(" ");
  const members = useLoaded(() => api.members(info.id), [], here);
  const people = members.value.map((member): Nameable => ({ participant: member.id, name: member.display_name }));
  const [kind, setKind] = useState<Kind>("open");
  const all = comments.all.value.filter((thread) => place === null || isOn(thread, place));
  const fresh = useReading(scope, all);
  const isNews = (thread: Thread) => thread.comments.some(({ id }) => fresh.has(id));
  // What mentions somebody is in sight wherever it stands: else it would never be read.
  const threads = sorted(isNews, all.filter((thread) => kindOf(scope, thread) === kind || isNews(thread)));
  return (
    <div class="comments-list">
      {place && <PlaceHead place={place} />}
      {place && connection.role.value !== "view" && <NewThread place={place} people={people} />}
      <Field label="Show">
        {(described) => (
          <select {...described} value={kind} onChange={(event) => setKind(KINDS.find(([each]) => each === event.currentTarget.value)?.[0] ?? "open")}>
            {KINDS.map(([each, word]) => (
              <option key={each} value={each}>
                {word} ({all.filter((thread) => kindOf(scope, thread) === each).length})
              </option>
            ))}
          </select>
        )}
      </Field>
      {place === null && <UnsentComments items={outbox.all.value.filter((item) => isLoose(item, threads))} people={people} withPlace />}
      {threads.length === 0 && <p class="hint">{noneWords(kind, place)}</p>}
      {threads.map((thread) => (
        <ThreadView key={thread.id} thread={thread} people={people} fresh={fresh} withPlace={place === null} />
      ))}
    </div>
  );
}

function PlaceHead({ place }: { readonly place: CommentPlace }) {
  const { model, view } = useBoard();
  const all = () => {
    view.comments.value = { place: null };
  };
  return (
    <div class="spread">
      <h3>On {partName(model, place)}</h3>
      <button type="button" class="quiet" onClick={all}>
        All comments
      </button>
    </div>
  );
}

function isOn(thread: Thread, { root, id }: CommentPlace): boolean {
  return thread.root === root && thread.place === id;
}

/** It stands in none of these threads. */
function isLoose({ target }: Unsent, threads: readonly Thread[]): boolean {
  return "on" in target || !threads.some(({ id }) => id === target.thread);
}

function kindOf({ model }: BoardScope, { root, place, resolved }: Thread): Kind {
  if (!model.isShown(root, place)) return "deleted";
  return resolved ? "resolved" : "open";
}

/** Those that mention this person come first, then what was changed last. */
function sorted(isNews: (thread: Thread) => boolean, threads: readonly Thread[]): readonly Thread[] {
  const rank = (thread: Thread) => (isNews(thread) ? 1 : 0);
  return threads.toSorted((one, other) => rank(other) - rank(one) || other.revision - one.revision);
}

/** Notes that what is shown was read; returns the mentions that were unread when they came into sight. */
function useReading({ info, comments }: BoardScope, threads: readonly Thread[]): ReadonlySet<string> {
  const fresh = useRef<ReadonlySet<string>>(new Set());
  const shown = new Set(threads.map(({ id }) => id));
  const unread = comments.unread.value.filter(({ thread }) => shown.has(thread)).map(({ comment }) => comment);
  if (unread.some((comment) => !fresh.current.has(comment))) fresh.current = new Set([...fresh.current, ...unread]);
  const key = unread.join(" ");
  useEffect(() => {
    if (key === "" || document.hidden) return;
    const take = (left: typeof comments.unread.value) => {
      comments.unread.value = left;
    };
    // Where the server is away they stay unread, which is true.
    commentsApi.read(info.id, key.split(" ")).then(take, () => undefined);
  }, [info.id, comments, key]);
  return fresh.current;
}

function noneWords(kind: Kind, place: CommentPlace | null): string {
  if (kind !== "open") return "None.";
  if (place) return "No open comments here.";
  return "No open comments. To begin one, choose Comment among the options of a card, or where an area or zone is changed.";
}
