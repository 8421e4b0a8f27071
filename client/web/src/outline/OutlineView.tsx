import { useEffect, useRef } from "preact/hooks";

import { keptFocus } from "../app/kept_focus";
import { useBoard } from "../app/scope";
import { EditableText } from "../board/EditableText";
import { SelectCards } from "../grouping/SelectCards";
import { LockedPart, PartNotes } from "../stage/LockedPart";
import { OutlineCards } from "./OutlineCards";
import { DeletedSection } from "./DeletedSection";
import { KeysHelp } from "./KeysHelp";
import { keptPlace } from "./kept_place";
import { OutlineLaunch, OutlineZone } from "./OutlineZone";
import { outlineKeys } from "./outline_keys";
import "./outline.css";

/** The board in report order, as headings, lists and tables: all of it can be read and changed here. */
export function OutlineView() {
  const scope = useBoard();
  const { model } = scope;
  const view = useRef<HTMLDivElement>(null);
  useEffect(() => (view.current ? outlineKeys(view.current, scope) : undefined), [scope]);
  useEffect(() => (view.current ? keptFocus(view.current) : undefined), []);
  useEffect(() => {
    const scroller = view.current?.closest("main");
    return view.current && scroller ? keptPlace(view.current, scroller) : undefined;
  }, []);
  const launches = model.launches.value.filter((id) => !isOnArea(scope, id));
  const purpose = model.zoneStore.all.value.find(({ config }) => config.bind === "purpose");
  const hint = purpose?.hint ?? "";
  return (
    <div ref={view} class="outline">
      <p>
        <SelectCards quiet />
      </p>
      <section>
        <h2 id="outline-purpose">Purpose</h2>
        {hint !== "" && <p class="hint">{hint}</p>}
        {purpose && <PartNotes root="zones" id={purpose.id} />}
        <LockedPart place={purpose?.id ?? null}>
          <EditableText path="meta/purpose" label="the purpose" empty="No purpose written yet." rich />
        </LockedPart>
      </section>
      {launches.map((id) => (
        <OutlineLaunch key={id} id={id} level={2} />
      ))}
      {model.zonesOfLaunch(null).value.map((id) => (
        <OutlineZone key={id} id={id} level={2} />
      ))}
      <LooseCards title="Notes on the open board" ids={model.freeNotes.value} />
      <LooseCards title="Cards without a place" ids={model.unplaced.value} />
      <DeletedSection />
      <KeysHelp />
    </div>
  );
}

function isOnArea({ model }: ReturnType<typeof useBoard>, launch: string): boolean {
  const area = model.launch(launch).value?.area ?? null;
  return area !== null && model.areas.value.includes(area);
}

function LooseCards({ title, ids }: { readonly title: string; readonly ids: readonly string[] }) {
  if (ids.length === 0) return null;
  return (
    <section class="outline-section">
      <h2>{title}</h2>
      <OutlineCards ids={ids} label={title} />
    </section>
  );
}
