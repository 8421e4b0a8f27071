import { useMemo, useState } from "preact/hooks";
import { api, Problem, type Template } from "../app/api";
import { boardAddress } from "../app/address";
import { DialogFrame } from "../app/DialogFrame";
import { Field } from "../app/Field";
import { ProblemNote } from "../app/ProblemNote";
import { useLoaded, useTask } from "../app/useTask";
import { AskForm, proposedAnswers, sentAnswers } from "../launch/AskForm";
import { TemplateCard, TemplateFacts } from "../launch/TemplateCard";
import { newId } from "../model/ids";

/** Starting a board from a template. */
export function NewBoard() {
  const templates = useLoaded(api.templates, []);
  const [chosen, setChosen] = useState<Template | null>(null);
  return (
    <section aria-labelledby="new-title">
      <h2 id="new-title">Start from a template</h2>
      <ProblemNote problem={templates.problem} />
      <div class="templates">
        {templates.value.map((template) => (
          <TemplateCard key={template.id} template={template} onChoose={setChosen} />
        ))}
      </div>
      {chosen && <NewBoardDialog template={chosen} onClose={() => setChosen(null)} />}
    </section>
  );
}

function NewBoardDialog({ template, onClose }: { readonly template: Template; readonly onClose: () => void }) {
  const task = useTask();
  const requestId = useMemo(newId, []);
  const [title, setTitle] = useState("");
  const [purpose, setPurpose] = useState("");
  const [answers, setAnswers] = useState(() => proposedAnswers(template));
  const asksPurpose = template.ask.some(({ key }) => key === "purpose");
  const errors = task.problem instanceof Problem ? task.problem.fields : {};
  const create = () =>
    task.run(async () => {
      const body = { template: template.id, title: title.trim(), purpose: purpose.trim(), answers: sentAnswers(answers), request_id: requestId };
      const { id } = await api.createBoard(body);
      window.location.assign(boardAddress(id));
    });
  return (
    <DialogFrame title={`A new board: ${template.title}`} onClose={onClose} wide>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          create();
        }}
      >
        <TemplateFacts template={template} />
        {template.banner && <p class="banner">{template.banner}</p>}
        <ProblemNote problem={task.problem} />
        <Field label="Title of the board" error={errors["title"]}>
          {(described) => (
            <input {...described} required value={title} onInput={(event) => setTitle(event.currentTarget.value)} />
          )}
        </Field>
        {!asksPurpose && (
          <Field label="Purpose" optional hint="What are we making, for whom, and what must not be lost?" error={errors["purpose"]}>
            {(described) => (
              <textarea {...described} rows={3} value={purpose} onInput={(event) => setPurpose(event.currentTarget.value)} />
            )}
          </Field>
        )}
        <AskForm template={template} answers={answers} onChange={setAnswers} errors={errors} />
        <div class="row dialog-end">
          <button type="submit" class="primary" disabled={task.busy}>
            Make the board
          </button>
        </div>
      </form>
    </DialogFrame>
  );
}
