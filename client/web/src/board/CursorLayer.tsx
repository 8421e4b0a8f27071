import type { Peer } from "../sync/presence";
import { KIND_NAMES } from "../model/schema.gen";
import { useBoard } from "../app/scope";
import { isDragSilent, isSilentAt } from "./silent";

/** How many tints tell cursors apart; their names do it for everybody. */
const TINTS = 6;

/**
 * Others' cursors with their names, and the cards they are dragging, except where nobody is named: an older page may tell
 * them there, too. Not for screen readers: who is here is in People.
 */
export function CursorLayer() {
  const { connection } = useBoard();
  const peers = connection.peers.value;
  return (
    <>
      {peers.map((peer) => (
        <PeerMarks key={peer.client} peer={peer} />
      ))}
    </>
  );
}

function PeerMarks({ peer }: { readonly peer: Peer }) {
  const scope = useBoard();
  const { cursor, dragging, editing, user } = peer;
  // Who writes has a caret in the text; the pointer that rests over it would only cover words.
  const pointer = editing || (cursor && isSilentAt(scope.viewport, [cursor.x, cursor.y])) ? null : cursor;
  const dragged = dragging && isDragSilent(scope, dragging.cards[0] ?? "", [dragging.x, dragging.y]) ? null : dragging;
  const tint = `tint-${peer.client % TINTS}`;
  return (
    <>
      {dragged && <DraggedCard peer={peer} at={dragged} tint={tint} />}
      {pointer && (
        <div class={`cursor ${tint}`} style={{ transform: `translate(${pointer.x}px, ${pointer.y}px)` }}>
          <span class="cursor-arrow" />
          <span class="cursor-name">{user.name}</span>
        </div>
      )}
    </>
  );
}

interface DraggedProps {
  readonly peer: Peer;
  readonly at: NonNullable<Peer["dragging"]>;
  readonly tint: string;
}

function DraggedCard({ peer, at, tint }: DraggedProps) {
  const { model } = useBoard();
  const id = at.cards[0] ?? "";
  const card = model.card(id).value;
  if (!card) return null;
  return (
    <div class={`dragged-card ${tint}`} style={{ transform: `translate(${at.x}px, ${at.y}px)` }}>
      <p class="kind">
        {KIND_NAMES[card.kind]} · {peer.user.name}
      </p>
      <p>{model.content(model.text(`cards/${id}/text`)).value}</p>
    </div>
  );
}
