import { useBoard } from "../app/scope";

/** Zooming by buttons, and the list of keys. */
export function ZoomBar() {
  const { viewport, view } = useBoard();
  return (
    <fieldset class="zoom-bar" aria-label="Size of the board">
      <button type="button" onClick={() => viewport.smaller()}>
        Smaller
      </button>
      <output>{Math.round(viewport.sight.value.scale * 100)}%</output>
      <button type="button" onClick={() => viewport.larger()}>
        Larger
      </button>
      <button type="button" onClick={() => viewport.fit()}>
        Fit
      </button>
      <button type="button" onClick={() => viewport.fitAll()}>
        Whole board
      </button>
      <button
        type="button"
        onClick={() => {
          view.dialog.value = { name: "keys" };
        }}
      >
        Keys
      </button>
    </fieldset>
  );
}
