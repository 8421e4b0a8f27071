import type { ComponentChildren } from "preact";
import { useMemo } from "preact/hooks";

import { type Block, type Item, parseMarkdown, type Run } from "./markdown";
import "./text.css";

/** A light Markdown text as people read it (SPEC R1). Built as elements: nothing in the text can become HTML. */
export function RichText({ text }: { readonly text: string }) {
  const groups = useMemo(() => grouped(parseMarkdown(text)), [text]);
  return (
    <div class="rich-text" dir="auto">
      {groups.map(showGroup)}
    </div>
  );
}

type Group = { readonly runs: readonly Run[] } | { readonly items: readonly Item[] };

/** Paragraphs apart; items in a row together as long as their first level is of one kind. */
function grouped(blocks: readonly Block[]): readonly Group[] {
  const groups: Group[] = [];
  let items: Item[] | null = null;
  for (const block of blocks) {
    if (block.type === "paragraph") {
      groups.push({ runs: block.runs });
      items = null;
    } else if (items && (block.level === 2 || items[0]?.ordered === block.ordered)) {
      items.push(block);
    } else {
      items = [block];
      groups.push({ items });
    }
  }
  return groups;
}

function showGroup(group: Group): ComponentChildren {
  return "items" in group ? showList(group.items, 1) : <p>{group.runs.map(showRun)}</p>;
}

function showList(items: readonly Item[], level: 1 | 2): ComponentChildren {
  const List = items[0]?.ordered ? "ol" : "ul";
  return <List>{headed(items, level).map(showItem)}</List>;
}

function showItem([head, under]: readonly [Item, readonly Item[]]): ComponentChildren {
  return (
    <li>
      {head.runs.map(showRun)}
      {sameKind(under).map((stretch) => showList(stretch, 2))}
    </li>
  );
}

/** Items of this level, each with the deeper ones that follow it. */
function headed(items: readonly Item[], level: 1 | 2): readonly (readonly [Item, readonly Item[]])[] {
  const found: [Item, Item[]][] = [];
  for (const item of items) {
    const last = found.at(-1);
    if (last && item.level > level) last[1].push(item);
    else found.push([item, []]);
  }
  return found;
}

function sameKind(items: readonly Item[]): readonly (readonly Item[])[] {
  const found: Item[][] = [];
  for (const item of items) {
    const last = found.at(-1);
    if (last?.[0]?.ordered === item.ordered) last.push(item);
    else found.push([item]);
  }
  return found;
}

function showRun(run: Run): ComponentChildren {
  let shown: ComponentChildren = run.text.split("\n").map(showLine);
  if (run.italic) shown = <em>{shown}</em>;
  if (run.bold) shown = <strong>{shown}</strong>;
  if (run.link === undefined) return shown;
  return (
    <a href={run.link} target="_blank" rel="noopener noreferrer">
      {shown}
    </a>
  );
}

function showLine(line: string, index: number): ComponentChildren {
  return index === 0 ? line : [<br key="break" />, line];
}
