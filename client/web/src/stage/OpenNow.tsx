import { computed, effect } from "@preact/signals";
import { type BoardScope, useBoard } from "../app/scope";
import { afterDrawing, focusFirst } from "../outline/focus";
import { hatsWorn } from "../hats/wearing";
import { isOn, OpenRound } from "../private/OpenRound";
import { SIGNS_ID, Signs } from "../signs/SignsNow";
import { handsUp } from "../signs/signs";
import { OpenVote } from "../votes/OpenVote";
import { openVotes } from "../votes/open_votes";
import { VOTE_TITLES } from "../votes/words";

/** What is open and waits for people: writing on one's own, votes, and the hands that are up. */
export function OpenNow() {
  const scope = useBoard();
  const round = scope.connection.stage.round.value;
  return (
    <>
      {isOn(round) && <OpenRound round={round} />}
      {openVotes(scope).map((vote) => (
        <OpenVote key={vote.id} vote={vote} />
      ))}
      <Signs />
    </>
  );
}

/** The same in a line, with the hats that this person wears, while the panel is folded: a press unfolds it at what was pressed. */
export function OpenLine() {
  const scope = useBoard();
  const { connection, view } = scope;
  const hands = connection.role.value === "facilitate" ? handsUp(scope).length : 0;
  const show = (selector: string) => {
    view.showNow.value = true;
    focusFirst(`${selector} :is(button, input, textarea, select)`, selector);
    // All that belongs to it comes up with what has the focus.
    afterDrawing(() => document.querySelector(selector)?.scrollIntoView({ block: "start" }));
  };
  const open = [
    ...(isOn(connection.stage.round.value) ? [["Write on your own", ".now .private"] as const] : []),
    ...openVotes(scope).map(({ id, kind }) => [VOTE_TITLES[kind], `#vote-${id}`] as const),
    ...(hands > 0 ? [[`Hands up (${hands})`, `#${SIGNS_ID}`] as const] : []),
  ];
  const worn = hatsWorn(scope);
  if (open.length === 0 && worn.length === 0) return null;
  return (
    <div class="row open-line">
      {open.map(([word, selector]) => (
        <button key={selector} type="button" class="primary" onClick={() => show(selector)}>
          {word}
        </button>
      ))}
      {worn.map(([zone, title]) => (
        <button key={zone} type="button" onClick={() => show(".now .my-hat")}>
          You wear: {title}
        </button>
      ))}
    </div>
  );
}

/** On a phone the panel gives the board its room back when the last thing that was open has ended. */
export function foldWhenDone(scope: BoardScope): () => void {
  const isOpen = computed(() => isOn(scope.connection.stage.round.value) || openVotes(scope).length > 0);
  let wasOpen = false;
  return effect(() => {
    if (wasOpen && !isOpen.value) scope.view.makeRoom();
    wasOpen = isOpen.value;
  });
}
