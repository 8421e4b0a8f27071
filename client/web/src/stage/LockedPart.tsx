import { computed } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useMemo } from "preact/hooks";
import { BoardContext, useBoard } from "../app/scope";
import type { Spot } from "../model/stage";
import { CommentMark } from "../comments/CommentMark";
import { PlaceVotes } from "../votes/PlaceVotes";
import { BringBackButton } from "./BringBackButton";
import { isLit } from "./lit";
import { lockWords } from "./locks";
import { UnlockButton } from "./UnlockButton";

/** A locked part is read, not written, by those who do not lead: everything in it is shown as to somebody who may only read. */
export function LockedPart({ place, children }: { readonly place: string | null; readonly children: ComponentChildren }) {
  const scope = useBoard();
  const { connection } = scope;
  const inside = useMemo(() => {
    const isOpen = computed(() => place === null || !connection.stage.locks.value.has(place) || connection.role.value === "facilitate");
    const mayEdit = computed(() => connection.mayEdit.value && isOpen.value);
    return { ...scope, connection: Object.create(connection, { mayEdit: { value: mayEdit } }) as typeof connection };
  }, [scope, connection, place]);
  return <BoardContext.Provider value={inside}>{children}</BoardContext.Provider>;
}

/** What is said under the heading of a part: that it is in the spotlight, that it is locked, what is voted on. */
export function PartNotes({ root, id }: Spot) {
  const scope = useBoard();
  return (
    <>
      {isLit(scope, root, id) && <p class="spot-note">In the spotlight</p>}
      <LockNote place={id} />
      {root !== "launches" && <CommentMark place={{ root, id }} />}
      <PlaceVotes root={root} id={id} />
    </>
  );
}

/** Says that a part is locked; to those who lead also whose edits came from offline, with the way to open it. */
function LockNote({ place }: { readonly place: string }) {
  const { connection, view, model } = useBoard();
  const lock = connection.stage.locks.value.get(place);
  if (!lock) return null;
  if (connection.role.value !== "facilitate") return <p class="lock-note">{lockWords(lock)}</p>;
  const title = { areas: model.area(place), zones: model.zone(place) }[lock.root].value?.title ?? "";
  return (
    <div class="lock-note">
      <p>Locked for others{lock.why === "" ? "" : ` while ${lock.why}`}. You can write here.</p>
      {lock.returned.length > 0 && (
        <p>
          {returnedWords(lock.returned)}{" "}
          <button
            type="button"
            class="quiet"
            onClick={() => {
              view.dialog.value = { name: "snapshots" };
            }}
          >
            See the snapshots
          </button>
        </p>
      )}
      <div class="row">
        <UnlockButton place={place} title={title} />
        <BringBackButton place={place} title={title} />
      </div>
    </div>
  );
}

/** Where nobody is named, how many they were is not told either. */
function whoReturned(people: readonly string[]): string {
  if (people.includes("somebody")) return "Somebody who was offline";
  return people.length === 1 ? "One person who was offline" : `${people.length} people who were offline`;
}

/** What is said of edits that came from offline into a locked part. */
export function returnedWords(people: readonly string[]): string {
  const who = whoReturned(people);
  return `${who} had written here before seeing the lock; it was kept. A snapshot has this part as you locked it.`;
}
