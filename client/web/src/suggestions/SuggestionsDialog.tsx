import { useState } from "preact/hooks";
import { Problem } from "../app/api";
import { DialogFrame } from "../app/DialogFrame";
import { Field } from "../app/Field";
import { ProblemNote } from "../app/ProblemNote";
import { useBoard } from "../app/scope";
import { useLoaded, useTask } from "../app/useTask";
import { type Suggestion, suggestionsApi, WORD } from "./suggestions_api";
import { wordChanges } from "./word_changes";
import "./suggestions.css";

/** Brings an edited document back, and decides on what was changed in it. */
export function SuggestionsDialog({ onClose }: { readonly onClose: () => void }) {
  const { suggestions, connection } = useBoard();
  const loaded = useLoaded(() => suggestions.load(), undefined);
  const [said, say] = useState("");
  const mayDecide = connection.role.value === "facilitate";
  return (
    <DialogFrame title="Edited documents" onClose={onClose} wide>
      {mayDecide && <BringBack said={said} say={say} />}
      <ProblemNote problem={loaded.problem} />
      {!loaded.busy && suggestions.all.value.length === 0 && <p class="empty">There are no open suggestions.</p>}
      <ul class="suggestions">
        {suggestions.all.value.map((suggestion) => (
          <li key={suggestion.id}>
            <SuggestionView suggestion={suggestion} say={mayDecide ? say : null} />
          </li>
        ))}
      </ul>
    </DialogFrame>
  );
}

interface BringBackProps {
  /** What came of the last document or decision. */
  readonly said: string;
  readonly say: (words: string) => void;
}

function BringBack({ said, say }: BringBackProps) {
  const { info, suggestions } = useBoard();
  const task = useTask();
  const take = (file: File | undefined) => {
    if (!file) return;
    say("");
    task.run(async () => {
      const found = await suggestionsApi.bringBack(info.id, file);
      suggestions.take(found.suggestions);
      say(wordsFor(found.texts, found.changed));
    });
  };
  return (
    <>
      <Field
        label="The Word document"
        hint="Exported from this board and edited. What was changed in agreed texts becomes suggestions; nothing on the board changes by itself."
      >
        {(described) => (
          <input
            {...described}
            type="file"
            accept={`.docx,${WORD}`}
            onChange={(event) => {
              take(event.currentTarget.files?.[0]);
              event.currentTarget.value = "";
            }}
          />
        )}
      </Field>
      <output>{task.busy ? "Reading the document…" : said}</output>
      <ProblemNote problem={task.problem} />
    </>
  );
}

function wordsFor(texts: number, changed: number): string {
  if (texts === 0) return "No agreed text of this kind was found in the document. Was it exported from this board?";
  if (changed === 0) return "Nothing was changed in the agreed texts.";
  return changed === 1 ? "One agreed text was changed." : `${changed} agreed texts were changed.`;
}

interface ViewProps {
  readonly suggestion: Suggestion;
  /** Says what was decided; null for those who decide nothing. */
  readonly say: ((words: string) => void) | null;
}

function SuggestionView({ suggestion, say }: ViewProps) {
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
      {say && <Decision suggestion={suggestion} title={title} say={say} />}
    </article>
  );
}

interface DecisionProps {
  readonly suggestion: Suggestion;
  readonly title: string;
  readonly say: (words: string) => void;
}

function Decision({ suggestion, title, say }: DecisionProps) {
  const { info, model, suggestions } = useBoard();
  const task = useTask();
  const [isMet, setMet] = useState(false);
  const settle = (work: () => Promise<unknown>, words: string) =>
    task.run(async () => {
      await work().catch((problem: unknown) => {
        if (problem instanceof Problem && problem.code === "overtaken") setMet(true);
        throw problem;
      });
      suggestions.settled(suggestion.id);
      say(words);
    });
  const record = model.content(model.text(`areas/${suggestion.area}/record`)).value;
  return (
    <>
      <ProblemNote problem={task.problem} />
      {isMet && (
        <ByHand
          suggestion={suggestion}
          record={record}
          isBusy={task.busy}
          onSave={(text) => settle(() => suggestionsApi.take(info.id, suggestion.id, text, record), `Written: ${title}.`)}
        />
      )}
      <div class="row">
        {!isMet && (
          <button
            type="button"
            class="primary"
            aria-disabled={task.busy}
            onClick={() => settle(() => suggestionsApi.take(info.id, suggestion.id, null, null), `Taken over: ${title}.`)}
          >
            Take it over<span class="hidden"> on {title}</span>
          </button>
        )}
        <button
          type="button"
          aria-disabled={task.busy}
          onClick={() => settle(() => suggestionsApi.decline(info.id, suggestion.id), `Left as it is: ${title}.`)}
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
