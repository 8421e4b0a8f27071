import { useBoard } from "../app/scope";
import { CLOSED_WORDS, lockedInside } from "../stage/locks";
import { areaTitle } from "./selecting";

/** The buttons that split an area and merge it with another. */
export function AreaSorting({ area }: { readonly area: string }) {
  const scope = useBoard();
  const { model, view } = scope;
  const open = (name: "split" | "merge") => {
    if (lockedInside(scope, area)) view.announce(CLOSED_WORDS);
    else view.dialog.value = { name, area };
  };
  return (
    <>
      <button type="button" onClick={() => open("split")}>
        Split<span class="hidden"> the area {areaTitle(model, area)}</span>
      </button>
      <button type="button" onClick={() => open("merge")}>
        Merge<span class="hidden"> the area {areaTitle(model, area)} with another</span>
      </button>
    </>
  );
}
