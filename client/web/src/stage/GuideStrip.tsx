import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { api } from "../app/api";
import { goTo } from "../app/go_to";
import { ProblemNote } from "../app/ProblemNote";
import { useBoard } from "../app/scope";
import { useTask } from "../app/useTask";
import { partName } from "../model/parts";
import { focusFirst } from "../outline/focus";
import { speakVotes } from "../votes/open_votes";
import { followCalls, followLeader, nameOf, tellView } from "./guiding";

/** What the facilitator shows everybody now, each with the way out. It lies below the board, so that nothing moves for it. */
export function GuideStrip() {
  const scope = useBoard();
  const { connection, view } = scope;
  useEffect(() => {
    const stops = [followCalls(scope), followLeader(scope), tellView(scope), speakVotes(scope)];
    return () => stops.forEach((stop) => stop());
  }, [scope]);
  const { spotlit, leader } = connection.stage.room.value;
  if (!view.brought.value && !spotlit && leader === null) return null;
  return (
    <section class="news guide" aria-label="What everybody is shown">
      <BroughtNote />
      <SpotlightNote />
      <LeaderNote />
    </section>
  );
}

function Note({ words, children }: { readonly words: string; readonly children: ComponentChildren }) {
  return (
    <div class="news-note">
      <p>{words}</p>
      {children}
    </div>
  );
}

function BroughtNote() {
  const scope = useBoard();
  const { view, model } = scope;
  const brought = view.brought.value;
  if (!brought) return null;
  const { spot, by, back } = brought;
  const end = () => {
    view.brought.value = null;
    focusFirst(".guide button", "#board-main");
  };
  const go = () => {
    view.brought.value = null;
    goTo(scope, spot);
  };
  const goBack = () => {
    view.brought.value = null;
    back?.();
  };
  const where = partName(model, spot);
  return back ? (
    <Note words={`${by} brought everybody to ${where}.`}>
      <button type="button" onClick={goBack}>
        Return to where you were
      </button>
      <button type="button" class="quiet" onClick={end}>
        Stay here
      </button>
    </Note>
  ) : (
    <Note words={`${by} asks everybody to come to ${where}.`}>
      <button type="button" onClick={go}>
        Go there
      </button>
      <button type="button" class="quiet" onClick={end}>
        Stay here
      </button>
    </Note>
  );
}

function SpotlightNote() {
  const scope = useBoard();
  const { connection, model, info, view } = scope;
  const task = useTask();
  const { spotlit } = connection.stage.room.value;
  const isThere = view.brought.value?.spot.id === spotlit?.id;
  // Whoever has just been brought there reads it under its heading.
  if (!spotlit || isThere) return null;
  const end = () => task.run(() => api.endSpotlight(info.id).then(() => focusFirst(".guide button", "#board-main")));
  return (
    <Note words={`In the spotlight: ${partName(model, spotlit)}.`}>
      <button type="button" onClick={() => goTo(scope, spotlit)}>
        Go to it
      </button>
      {connection.role.value === "facilitate" && (
        <button type="button" class="quiet" onClick={end} aria-disabled={task.busy}>
          End the spotlight
        </button>
      )}
      <ProblemNote problem={task.problem} />
    </Note>
  );
}

function LeaderNote() {
  const scope = useBoard();
  const { connection, view, info } = scope;
  const task = useTask();
  const { leader } = connection.stage.room.value;
  if (leader === null) return null;
  const isMe = leader === info.participant.id;
  const name = nameOf(scope, leader);
  const release = () => task.run(() => api.release(info.id).then(() => focusFirst(".guide button", "#board-main")));
  const follow = () => {
    view.follows.value = !view.follows.value;
  };
  return (
    <Note words={leaderWords(isMe, name, view.follows.value)}>
      {!isMe && (
        <button type="button" onClick={follow}>
          {view.follows.value ? "Stop following" : "Follow again"}
        </button>
      )}
      {connection.role.value === "facilitate" && (
        <button type="button" class={isMe ? undefined : "quiet"} onClick={release} aria-disabled={task.busy}>
          Let everybody go free
        </button>
      )}
      <ProblemNote problem={task.problem} />
    </Note>
  );
}

function leaderWords(isMe: boolean, name: string, follows: boolean): string {
  if (isMe) return "Everybody's view follows yours.";
  return follows ? `Your view follows ${name}. Move by yourself and it stops.` : `You move by yourself. ${name} leads the view.`;
}
