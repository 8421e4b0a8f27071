import { useBoard } from "../app/scope";
import { CardView } from "./CardView";

const WIDTH = 200;

/** Notes on the open board, each where it was put. */
export function FreeNotes() {
  const { model } = useBoard();
  const notes = model.freeNotes.value;
  if (notes.length === 0) return null;
  return (
    <section aria-label="Notes on the open board">
      <ul class="free-notes">
        {notes.map((note) => (
          <FreeNote key={note} id={note} />
        ))}
      </ul>
    </section>
  );
}

function FreeNote({ id }: { readonly id: string }) {
  const { model } = useBoard();
  const card = model.card(id).value;
  const [x, y] = card?.pos ?? [0, 0];
  return (
    <li style={{ left: `${x}px`, top: `${y}px`, width: `${card?.size?.[0] ?? WIDTH}px` }}>
      <CardView id={id} />
    </li>
  );
}
