import { useState } from "preact/hooks";
import { Problem } from "../app/api";
import { DialogFrame } from "../app/DialogFrame";
import { Field } from "../app/Field";
import { ProblemNote } from "../app/ProblemNote";
import { useBoard } from "../app/scope";
import { useLoaded, useTask } from "../app/useTask";
import { focusFirst } from "../outline/focus";
import { useWork, type Working } from "../work/use_work";
import { WorkLine } from "../work/WorkLine";
import { DocumentField } from "./DocumentField";
import { type Suggestion, suggestionsApi, type Taken } from "./suggestions_api";
import { wordChanges } from "./word_changes";
import "./suggestions.css";

const WORDS = { begin: "Reading the document…", stopped: "Stopped. Nothing was brought back." };

/** Brings an edited document back, and decides on what was changed in it. */
export function SuggestionsDialog({ onClose }: { readonly onClose: () => void }) {
  const { suggestions, connection } = useBoard();
  const loaded = useLoaded(() => suggestions.load(), undefined);
  const reading = useWork(WORDS);
  const [said, setSaid] = useState<Said>({ words: "" });
  const say: Say = (news) => {
    reading.say("");
    setSaid(news);
  };
  // What somebody writes by hand stays here, whoever decides on it meanwhile.
  const [held, hold] = useState<readonly Suggestion[]>([]);
  const open = suggestions.all.value;
  const shown = [...open, ...held.filter(({ id }) => !open.some((other) => other.id === id))];
  const mayDecide = connection.role.value === "facilitate";
  return (
    <DialogFrame title="Edited documents" onClose={onClose} wide>
      {mayDecide && <BringBack reading={reading} said={said} say={say} />}
      <ProblemNote problem={loaded.problem} />
      {!loaded.busy && shown.length === 0 && <p class="empty">There are no open suggestions.</p>}
      <ul class="suggestions">
        {shown.map((suggestion) => (
          <li key={suggestion.id}>
            <SuggestionView
              suggestion={suggestion}
              say={mayDecide ? say : null}
              onHold={() => hold([...held, suggestion])}
              onSettled={() => hold(held.filter(({ id }) => id !== suggestion.id))}
            />
          </li>
        ))}
      </ul>
    </DialogFrame>
  );
}

/** What came of the last document or decision. */
interface Said {
  readonly words: string;
  /** What was taken over last, as long as it may be undone. */
  readonly taken?: Taken & { readonly area: string; readonly title: string };
}

type Say = (said: Said) => void;

interface BringBackProps {
  readonly reading: Working;
  readonly said: Said;
  readonly say: Say;
}

function BringBack({ reading, said, say }: BringBackProps) {
  const { info, suggestions } = useBoard();
  const take = (file: File) => {
    say({ words: "" });
    reading.run(async (work) => {
      const found = await suggestionsApi.bringBack(info.id, file, work);
      suggestions.take(found.suggestions);
      return wordsFor(found.texts, found.changed);
    });
  };
  return (
    <>
      <DocumentField
        hint="Exported from this board and edited. What was changed in agreed texts becomes suggestions; nothing on the board changes by itself."
        onFile={take}
      />
      <WorkLine working={reading} />
      <div class="row">
        <output>{said.words}</output>
        {said.taken && <Undo taken={said.taken} say={say} />}
      </div>
    </>
  );
}

function wordsFor(texts: number, changed: number): string {
  if (texts === 0) return "No agreed text of this kind was found in the document. Was it exported from this board?";
  if (changed === 0) return "Nothing was changed in the agreed texts.";
  return changed === 1 ? "One agreed text was changed." : `${changed} agreed texts were changed.`;
}

/** Puts the record back as it was, and its status; it is a step that this person can undo again. */
function Undo({ taken: { area, title, record, before, was }, say }: { readonly taken: NonNullable<Said["taken"]>; readonly say: Say }) {
  const { model } = useBoard();
  const undo = () => {
    const isBack = model.edits.putRecordBack(area, record, before, was);
    say({ words: isBack ? `Undone: ${title} reads as it did before.` : `Somebody has written in ${title} since, so it stays. The record can be edited on the board.` });
    focusFirst(".dialog h2");
  };
  return (
    <button type="button" onClick={undo}>
      Undo<span class="hidden"> what was taken over on {title}</span>
    </button>
  );
}

function takenWords(title: string, { record, before, was }: Taken): string {
  const again = was === "agreed" && record !== before ? " It is a draft again, for its text was changed after it was agreed." : "";
  return `Taken over: ${title}.${again}`;
}

interface ViewProps {
  readonly suggestion: Suggestion;
  /** Says what was decided; null for those who decide nothing. */
  readonly say: Say | null;
  /** Somebody begins to write the text by hand. */
  readonly onHold: () => void;
  readonly onSettled: () => void;
}

function SuggestionView({ suggestion, say, ...keeping }: ViewProps) {
  const { model } = useBoard();
  const title = model.area(suggestion.area).value?.title || "Area without a title";
  return (
    <article aria-label={`Suggestion on ${title}`}>
      <h3>{title}</h3>
      <p class="plain-text suggestion-words" dir="auto">
        {wordChanges(suggestion.base, suggestion.proposed).map(({ kind, text }, index) => {
          const key = `${index} ${kind}`;
          if (kind === "out") return <del key={key}>{text}</del>;
          return kind === "in" ? <ins key={key}>{text}</ins> : <span key={key}>{text}</span>;
        })}
      </p>
      {say && <Decision suggestion={suggestion} title={title} say={say} {...keeping} />}
    </article>
  );
}

interface DecisionProps extends Pick<ViewProps, "suggestion" | "onHold" | "onSettled"> {
  readonly title: string;
  readonly say: Say;
}

function Decision({ suggestion, title, say, onHold, onSettled }: DecisionProps) {
  const { info, model, suggestions } = useBoard();
  const task = useTask();
  const [isMet, setMet] = useState(false);
  const settle = (work: () => Promise<Said>) =>
    task.run(async () => {
      const said = await work().catch((problem: unknown) => {
        if (problem instanceof Problem && problem.code === "overtaken") {
          setMet(true);
          onHold();
        }
        throw problem;
      });
      onSettled();
      suggestions.settled(suggestion.id);
      say(said);
    });
  const take = (text: string | null, seen: string | null) => async (): Promise<Said> => {
    const taken = await suggestionsApi.take(info.id, suggestion.id, text, seen);
    return { words: takenWords(title, taken), taken: { ...taken, area: suggestion.area, title } };
  };
  const decline = async (): Promise<Said> => {
    await suggestionsApi.decline(info.id, suggestion.id);
    return { words: `Left as it is: ${title}.` };
  };
  const record = model.content(model.text(`areas/${suggestion.area}/record`)).value;
  return (
    <>
      <ProblemNote problem={task.problem} />
      {isMet && (
        <ByHand
          suggestion={suggestion}
          record={record}
          isBusy={task.busy}
          onSave={(text) => settle(take(text, record))}
        />
      )}
      <div class="row">
        {!isMet && (
          <button
            type="button"
            class="primary"
            aria-disabled={task.busy}
            onClick={() => settle(take(null, null))}
          >
            Take it over<span class="hidden"> on {title}</span>
          </button>
        )}
        <button
          type="button"
          aria-disabled={task.busy}
          onClick={() => settle(decline)}
        >
          Leave the text as it is<span class="hidden"> on {title}</span>
        </button>
      </div>
    </>
  );
}

interface ByHandProps {
  readonly suggestion: Suggestion;
  /** What stands on the board now. */
  readonly record: string;
  readonly isBusy: boolean;
  readonly onSave: (text: string) => void;
}

/** Where the same words were changed on the board and in the document: the text as it is to be, written by a person. */
function ByHand({ suggestion, record, isBusy, onSave }: ByHandProps) {
  const [text, setText] = useState(suggestion.proposed);
  return (
    <>
      <p>On the board it reads now:</p>
      <blockquote class="plain-text">{record}</blockquote>
      <Field label="The text as it is to be" hint="It begins as the document has it.">
        {(described) => (
          <textarea {...described} rows={6} value={text} onInput={(event) => setText(event.currentTarget.value)} />
        )}
      </Field>
      <div class="row">
        <button type="button" class="primary" aria-disabled={isBusy} onClick={() => onSave(text)}>
          Save this text
        </button>
      </div>
    </>
  );
}
