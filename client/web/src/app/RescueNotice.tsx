import { useEffect, useRef, useState } from "preact/hooks";
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
  const heading = useRef<HTMLHeadingElement>(null);
  const title = `rescue-${rescue.id}`;
  useEffect(() => {
    // The text that had the focus is gone; nobody is taken away from anything else.
    if (document.activeElement === document.body) heading.current?.focus();
  }, []);
  const done = () => {
    connection.shelf.remove(rescue.id);
    document.getElementById("board-main")?.focus();
  };
  return (
    <section class="notice warning" aria-labelledby={title}>
      <div role="alert">
        <h2 id={title} ref={heading} tabIndex={-1}>
          {rescue.code === "stale-epoch" ? "The board was set back to an earlier state" : "An edit of yours was not accepted"}
        </h2>
        <Why rescue={rescue} />
        <WhereItIs pieces={rescue.pieces} />
      </div>
      <ul class="pieces">
        {rescue.pieces.map((piece) => (
          <RescuedPiece key={piece.path} rescue={rescue.id} piece={piece} />
        ))}
      </ul>
      <button type="button" onClick={done}>
        I am done with this
      </button>
    </section>
  );
}

/** Reasons that only the makers of this page understand: honest people cannot bring them about. */
const INNER_CODES: ReadonlySet<string> = new Set(["malformed", "schema", "identity", "text", "gap"]);

function Why({ rescue }: { readonly rescue: Rescue }) {
  if (!INNER_CODES.has(rescue.code)) return <p>{rescue.reason}</p>;
  return (
    <>
      <p>This page sent it in a form that the board does not take. That is a fault of the page, not yours.</p>
      <p class="hint">If it happens again, tell whoever looks after this board: “{rescue.reason}”</p>
    </>
  );
}

function WhereItIs({ pieces }: { readonly pieces: readonly Piece[] }) {
  const waiting = pieces.filter(({ back }) => back === undefined).length;
  if (waiting === 0) return null;
  if (waiting < pieces.length) return <p>Not all of what you wrote is back on the board.</p>;
  return <p>Nothing of this is on the board now. Here is what you wrote:</p>;
}

const BACK_WORDS = { sent: "It is back on the board and is being saved.", saved: "It is back on the board and saved." } as const;

function RescuedPiece({ rescue, piece }: { readonly rescue: string; readonly piece: Piece }) {
  const { model, connection } = useBoard();
  const [copied, setCopied] = useState("");
  const copy = async () => setCopied((await copyText(piece.text)) ? "Copied." : "Select the text and copy it.");
  const back = () => {
    if (piece.back) return;
    putBack(model, piece, LOCAL);
    connection.shelf.sent(rescue, piece.path);
    setCopied("");
  };
  return (
    <li>
      <p class="piece-label">{piece.label}</p>
      <blockquote>{piece.text}</blockquote>
      <div class="row">
        <button type="button" onClick={() => void copy()}>
          Copy
        </button>
        <button type="button" onClick={back} disabled={!connection.mayEdit.value} aria-disabled={piece.back !== undefined}>
          Put back
        </button>
        <output>{[piece.back && BACK_WORDS[piece.back], copied].filter(Boolean).join(" ")}</output>
      </div>
    </li>
  );
}
