import { useState } from "preact/hooks";
import { LOCAL } from "../model/origin";
import { type Piece, putBack, type Rescue } from "../sync/rescue";
import { copyText } from "./clipboard";
import { useBoard } from "./scope";

/** What somebody wrote and the server would not take: what happened, why, the text, and what to do with it. */
export function RescueNotice() {
  const { connection } = useBoard();
  return connection.shelf.rescues.value.map((rescue) => <RescueCard key={rescue.id} rescue={rescue} />);
}

function RescueCard({ rescue }: { readonly rescue: Rescue }) {
  const { connection } = useBoard();
  const title = `rescue-${rescue.id}`;
  return (
    <section class="notice warning" aria-labelledby={title}>
      <h2 id={title}>
        {rescue.code === "stale-epoch" ? "The board was set back to an earlier state" : "An edit of yours was not accepted"}
      </h2>
      <p>{rescue.reason}</p>
      {rescue.pieces.length > 0 && <p>Nothing of this is on the board now. Here is what you wrote:</p>}
      <ul class="pieces">
        {rescue.pieces.map((piece) => (
          <RescuedPiece key={piece.path} piece={piece} />
        ))}
      </ul>
      <button type="button" onClick={() => connection.shelf.remove(rescue.id)}>
        I am done with this
      </button>
    </section>
  );
}

function RescuedPiece({ piece }: { readonly piece: Piece }) {
  const { model, connection, view } = useBoard();
  const [done, setDone] = useState("");
  const copy = async () => setDone((await copyText(piece.text)) ? "Copied." : "Select the text and copy it.");
  const back = () => {
    putBack(model, piece, LOCAL);
    setDone("Put back.");
    view.announce("Put back on the board.");
  };
  return (
    <li>
      <p class="piece-label">{piece.label}</p>
      <blockquote>{piece.text}</blockquote>
      <div class="row">
        <button type="button" onClick={() => void copy()}>
          Copy
        </button>
        <button type="button" onClick={back} disabled={!connection.mayEdit.value}>
          Put back
        </button>
        <output>{done}</output>
      </div>
    </li>
  );
}
