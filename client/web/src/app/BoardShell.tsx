import { useEffect } from "preact/hooks";
import { BoardView } from "../board/BoardView";
import { AddBar } from "../board/AddBar";
import { ZoomBar } from "../board/ZoomBar";
import { OutlineView } from "../outline/OutlineView";
import { SelectCards } from "../grouping/SelectCards";
import { SelectionStrip } from "../grouping/SelectionStrip";
import { CommentsPanel } from "../comments/CommentsPanel";
import { NewsStrip } from "../news/NewsStrip";
import { useAddressedPart } from "./addressed_part";
import { Announcer } from "./Announcer";
import { ContentsPanel } from "./ContentsPanel";
import { Dialogs } from "./Dialogs";
import { Header } from "./Header";
import { SaidNow } from "../signs/SaidNow";
import { GuideStrip } from "../stage/GuideStrip";
import { NowPanel } from "../stage/NowPanel";
import { PrivatePanel } from "../private/PrivatePanel";
import { RescueNotice } from "./RescueNotice";
import { useHats } from "../hats/HatNow";
import { useSuggestions } from "../suggestions/SuggestionMark";
import { useBoard } from "./scope";
import { TroubleNotice } from "./TroubleNotice";
import { WayBackStrip } from "./WayBackStrip";

/** Everything around the board and the outline. */
export function BoardShell() {
  const { model, view, connection } = useBoard();
  useHats();
  useSuggestions();
  const ready = connection.session.value.ready.value;
  useAddressedPart(ready);
  useEffect(() => {
    document.title = `${model.title.value || "Board"} – Manualboard`;
  }, [model.title.value]);
  return (
    <div class="shell">
      <a class="skip" href="#board-main">
        Skip to the board
      </a>
      <Header />
      <div class="notices">
        <TroubleNotice />
        <RescueNotice />
        <PrivatePanel />
      </div>
      <div class="panes">
        <NowPanel />
        <main id="board-main" class="board-main" tabIndex={-1}>
          {ready ? <BoardOrOutline /> : <p class="page">Opening the board…</p>}
        </main>
        {view.mode.value === "board" && view.comments.value === null && <ContentsPanel />}
        <CommentsPanel />
      </div>
      <SelectionStrip />
      <SaidNow />
      <GuideStrip />
      <WayBackStrip />
      <NewsStrip />
      {ready && (
        <footer class="board-foot">
          <AddBar />
          {view.mode.value === "board" && (
            <>
              <SelectCards />
              <ZoomBar />
            </>
          )}
        </footer>
      )}
      <Dialogs />
      <Announcer />
    </div>
  );
}

function BoardOrOutline() {
  const { view } = useBoard();
  return view.mode.value === "board" ? <BoardView /> : <OutlineView />;
}
