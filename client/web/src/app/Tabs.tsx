import type { ComponentChildren } from "preact";
import { useId, useRef } from "preact/hooks";
import { arrowLeadsTo } from "./arrows";

interface Props<T extends string> {
  readonly label: string;
  /** Each tab and its word. */
  readonly tabs: readonly (readonly [T, string])[];
  readonly chosen: T;
  readonly onChoose: (tab: T) => void;
  /** What the chosen tab shows. */
  readonly children: ComponentChildren;
}

/** Tabs as screen readers know them: one stop for Tab, the arrows go from one to the next and show it. */
export function Tabs<T extends string>({ label, tabs, chosen, onChoose, children }: Props<T>) {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const next = arrowLeadsTo(event.key, tabs.findIndex(([tab]) => tab === chosen), tabs.length);
    const [tab] = (next === null ? undefined : tabs[next]) ?? [];
    if (tab === undefined || next === null) return;
    event.preventDefault();
    onChoose(tab);
    list.current?.querySelectorAll("button")[next]?.focus();
  };
  return (
    <div>
      <div ref={list} role="tablist" aria-label={label} class="tabs">
        {tabs.map(([tab, word]) => (
          <button
            key={tab}
            id={`${id}-${tab}`}
            type="button"
            role="tab"
            aria-selected={tab === chosen}
            aria-controls={`${id}-panel`}
            tabIndex={tab === chosen ? 0 : -1}
            onClick={() => onChoose(tab)}
            onKeyDown={onKeyDown}
          >
            {word}
          </button>
        ))}
      </div>
      <div role="tabpanel" id={`${id}-panel`} class="tab-panel" aria-labelledby={`${id}-${chosen}`}>
        {children}
      </div>
    </div>
  );
}
