import type { Peer } from "../sync/presence";
import { KIND_NAMES } from "../model/schema.gen";
import { useBoard } from "../app/scope";

/** How many tints tell cursors apart; their names do it for everybody. */
const TINTS = 6;

/** Others' cursors with their names, and the cards they are dragging. Not for screen readers: who is here is in People. */
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
  const { cursor, dragging, editing, user } = peer;
  // Who writes has a caret in the text; the pointer that rests over it would only cover words.
  const pointer = editing ? null : cursor;
  const tint = `tint-${peer.client % TINTS}`;
  return (
    <>
      {dragging && <DraggedCard peer={peer} at={dragging} tint={tint} />}
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
