import { useId, useState } from "preact/hooks";
import { Field } from "../app/Field";
import { ProblemNote } from "../app/ProblemNote";
import { type Loaded, useLoaded } from "../app/useTask";
import { moved } from "../export/choices";
import type { Layout } from "../export/exports_api";
import { TickedList } from "../export/TickedList";
import "../export/export.css";
import type { OwnField } from "../programmes/EntityField";
import { useProgrammes } from "../programmes/scope";
import type { FoundBoard, Sources } from "./sources";
import { entriesFor, type Kind, KIND_WORDS, perBoard, sinceWords, snapshotWords } from "./taking";
import type { BoardChoices } from "./types";

const NOT_YET: { readonly key: string; readonly value: FoundBoard } | null = null;

/** What a field about a part's board is drawn from. */
export interface GivenSources {
  readonly sources: Sources;
  readonly values: Readonly<Record<string, unknown>>;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
}

/** Which state of a board a part is made from: as it is then, or a moment that was kept. */
export function snapshotField(sources: Sources): OwnField {
  return {
    kind: "own",
    label: "Which state of the board",
    draw: (given) => <SnapshotField {...given} sources={sources} />,
    words: (value) => inWords<string>(value, (id) => sources.titleOf(id)) || "as it is when the report is made",
  };
}

/** Which areas, or uses of a template, a part takes, where its layout picks from these. */
export function pickedField(kind: Kind, sources: Sources, layouts: readonly Layout[]): OwnField {
  return {
    kind: "own",
    label: `Which ${KIND_WORDS[kind].several}`,
    draw: (given) =>
      layouts.find(({ id }) => id === given.values["layout"])?.chooses === kind ? <PickedField {...given} kind={kind} sources={sources} /> : null,
    words: (value) => inWords<readonly string[]>(value, (ids) => ids.map((id) => sources.titleOf(id)).join(", ") || "none") || "all",
  };
}

/** What was chosen for each board, in words. */
export function inWords<T>(value: unknown, say: (one: T) => string): string {
  return Object.values(perBoard<T | null>(value))
    .filter((one): one is NonNullable<typeof one> => one !== null)
    .map(say)
    .join("; ");
}

/** What there is to choose of the board of a form, in the state that it names. */
export function useFoundBoard({ sources, values }: GivenSources): Loaded<FoundBoard | null> & { readonly board: string; readonly snapshot: string | null } {
  const board = String(values["board"] ?? "");
  const snapshot = perBoard<string | null>(values["snapshot"])[board] ?? null;
  const key = `${board} ${snapshot}`;
  const found = useLoaded(() => sources.of(board, snapshot).then((value) => ({ key, value })), NOT_YET, key);
  // While another board is looked at, what was found of the one before says nothing.
  const value = found.value?.key === key ? found.value.value : null;
  return { ...found, value, board, snapshot };
}

function SnapshotField(props: GivenSources) {
  const { value, onChange } = props;
  const found = useFoundBoard(props);
  const { board, snapshot } = found;
  const now = found.value?.now;
  const isGone = found.value?.isSnapshotGone ?? false;
  const choose = (id: string) => onChange({ ...perBoard(value), [board]: id || null });
  return (
    <>
      <Field
        label="Which state of the board"
        hint="As it is: the report takes what the board says when the report is made. A moment that was kept stays as it was, whatever is written later."
      >
        {(described) => (
          <select {...described} value={snapshot ?? ""} onChange={(event) => choose(event.currentTarget.value)}>
            <option value="">As it is when the report is made</option>
            {snapshot !== null && !now?.snapshots.some(({ id }) => id === snapshot) && (
              <option value={snapshot}>{isGone ? "A moment that is not kept any more" : "The moment that was chosen"}</option>
            )}
            {now?.snapshots.map((each) => (
              <option key={each.id} value={each.id}>
                {`As kept: ${snapshotWords(each)}`}
              </option>
            ))}
          </select>
        )}
      </Field>
      <FoundNote found={found} words={stateWords(found.value, snapshot)} />
    </>
  );
}

function stateWords(found: FoundBoard | null, snapshot: string | null): string {
  if (found === null) return "";
  if (found.isSnapshotGone) return "The moment that was chosen is not kept any more. Choose another state.";
  const chosen = found.now.snapshots.find(({ id }) => id === snapshot);
  if (chosen) return sinceWords(chosen, found.now);
  return found.now.readable ? "" : "The board cannot be read as it is now. A moment that was kept can still be chosen.";
}

/** Whether the board could be looked at, and what is to be known of it. */
function FoundNote({ found, words }: { readonly found: Loaded<FoundBoard | null>; readonly words: string }) {
  return (
    <>
      <output class="hint taking-note">{found.busy ? "Looking at the board…" : words}</output>
      <ProblemNote problem={found.problem} />
      {Boolean(found.problem) && (
        <button type="button" onClick={found.reload}>
          Look again
        </button>
      )}
    </>
  );
}

function PickedField(props: GivenSources & { readonly kind: Kind }) {
  const { kind, value, onChange, values } = props;
  const { board, value: found } = useFoundBoard(props);
  const group = useId();
  const picked = perBoard<readonly string[] | null>(value)[board] ?? null;
  const { several } = KIND_WORDS[kind];
  const pick = (ids: readonly string[] | null) => onChange({ ...perBoard(value), [board]: ids });
  const content = found?.content ?? null;
  const pickAll = () => pick(content && entriesFor(kind, String(values["layout"]), content, null).map(({ id }) => id));
  return (
    <fieldset class="export-list taking">
      <legend>Which {several}</legend>
      <label class="choice">
        <input type="radio" name={group} checked={picked === null} onChange={() => pick(null)} />
        All, also those that come later
      </label>
      <label class="choice">
        <input type="radio" name={group} checked={picked !== null} disabled={content === null && picked === null} onChange={pickAll} />
        Only those ticked, in this order
      </label>
      {picked !== null && content !== null && (
        <Picked key={`${board} ${String(values["layout"])}`} kind={kind} layout={String(values["layout"])} content={content} picked={picked} onPick={pick} />
      )}
    </fieldset>
  );
}

interface PickedProps {
  readonly kind: Kind;
  readonly layout: string;
  readonly content: BoardChoices;
  readonly picked: readonly string[];
  readonly onPick: (ids: readonly string[]) => void;
}

/** The list stays in the order in which it is seen, whatever is ticked: what has the focus stays where it is. */
function Picked({ kind, layout, content, picked, onPick }: PickedProps) {
  const { say } = useProgrammes();
  const [order, setOrder] = useState<readonly string[]>(picked);
  const found = entriesFor(kind, layout, content, picked);
  const place = (id: string) => (order.includes(id) ? order.indexOf(id) : order.length);
  const entries = found.toSorted((one, other) => place(one.id) - place(other.id));
  const ids = entries.map(({ id }) => id);
  const set = (ticked: ReadonlySet<string>, inOrder: readonly string[]) => {
    setOrder(inOrder);
    onPick(inOrder.filter((id) => ticked.has(id)));
  };
  const tick = (id: string, isTicked: boolean) => {
    const ticked = new Set(picked);
    if (isTicked) ticked.add(id);
    else ticked.delete(id);
    set(ticked, ids);
  };
  const step = (id: string, title: string, direction: 1 | -1) => {
    const inOrder = moved(ids, id, direction);
    set(new Set(picked), inOrder);
    say(`${title} is now ${inOrder.indexOf(id) + 1} of ${inOrder.length}.`);
  };
  return (
    <>
      <TickedList entries={entries} isTicked={(id) => picked.includes(id)} onTick={tick} onStep={step} />
      <output class="hint">{picked.length === 0 ? "None is ticked: the part will say that there is nothing to show." : ""}</output>
    </>
  );
}
