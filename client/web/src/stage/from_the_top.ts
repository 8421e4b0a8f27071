/** The panel of what is now shows its beginning whenever something else has begun: another phase, or writing on one's own. */

import { computed, effect } from "@preact/signals";
import type { BoardScope } from "../app/scope";
import { isWriting } from "../board/pan_zoom";
import { isOn } from "../private/OpenRound";

/** Scrolls the panel back, unless the person is writing in it; call what is returned to stop. */
export function fromTheTop(panel: Element, { connection: { stage } }: BoardScope): () => void {
  const begun = computed(() => {
    const { launch, entry } = stage.clock.value;
    const round = stage.round.value;
    return `${launch} ${entry} ${isOn(round) ? round.id : ""}`;
  });
  let last = begun.peek();
  return effect(() => {
    if (begun.value === last) return;
    last = begun.value;
    const focused = document.activeElement;
    if (!panel.contains(focused) || !isWriting(focused)) panel.scrollTo(0, 0);
  });
}
