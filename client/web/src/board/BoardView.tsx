import { effect } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { keptFocus } from "../app/kept_focus";
import { useBoard } from "../app/scope";
import { anchoredView } from "./anchored_view";
import { boardKeys } from "./board_keys";
import { boardPointer } from "./board_pointer";
import { cardDrag } from "./card_drag";
import { CursorLayer } from "./CursorLayer";
import { FreeNotes } from "./FreeNotes";
import { LaunchFrame } from "./LaunchFrame";
import { LooseZones } from "./LooseZones";
import { panAndZoom } from "./pan_zoom";
import { stickyHeads } from "./sticky_heads";

/**
 * The board as a picture: frames side by side under one transform. What lies over them, others' cursors above all, is a
 * layer of its own: it moves all the time, and nothing of it moves the frames.
 */
export function BoardView() {
  const scope = useBoard();
  const { model } = scope;
  const frame = useRef<HTMLElement>(null);
  const world = useRef<HTMLDivElement>(null);
  const over = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = frame.current;
    const { viewport } = scope;
    if (!element || !world.current || !over.current) return undefined;
    viewport.attach(element);
    viewport.begin();
    const stops = [
      place([world.current, over.current], viewport),
      panAndZoom(element, viewport),
      boardKeys(element, scope),
      boardPointer(element, scope),
      cardDrag(element, scope),
      stickyHeads(element, viewport),
      anchoredView(element, scope),
      keptFocus(element),
    ];
    return () => {
      for (const stop of stops) stop();
      viewport.attach(null);
    };
  }, [scope]);
  return (
    <section class="viewport" ref={frame} aria-label="Board">
      <button type="button" class="board-focus" aria-label="The board itself: arrow keys move the view, a letter starts a card" />
      <div class="world" ref={world}>
        <div class="frames">
          {model.launches.value.map((id) => (
            <LaunchFrame key={id} id={id} />
          ))}
          <LooseZones />
        </div>
        {model.launches.value.length === 0 && <EmptyBoard />}
        <FreeNotes />
      </div>
      <div class="over-world" ref={over} aria-hidden="true">
        <div class="drop-mark" hidden />
        <CursorLayer />
      </div>
    </section>
  );
}

function EmptyBoard() {
  const { connection } = useBoard();
  return (
    <p class="empty-board">
      {connection.role.value === "facilitate"
        ? "There is nothing on this board yet. Launch a template, or double-click to start a note."
        : "There is nothing on this board yet."}
    </p>
  );
}

function place(layers: readonly HTMLElement[], viewport: ReturnType<typeof useBoard>["viewport"]): () => void {
  return effect(() => {
    const { x, y, scale } = viewport.sight.value;
    for (const layer of layers) layer.style.transform = `translate(${x}px, ${y}px) scale(${scale})`;
  });
}
