import { useState } from "preact/hooks";
import { api, NO_TEMPLATES, Problem, type SessionOfBoard, type Template } from "../app/api";
import { boardAddress } from "../app/address";
import { DialogFrame } from "../app/DialogFrame";
import { DraftNote } from "../app/DraftNote";
import { Field } from "../app/Field";
import { ProblemNote } from "../app/ProblemNote";
import { TaskButton } from "../app/TaskButton";
import { useDraft } from "../app/useDraft";
import { useLoaded, useTask } from "../app/useTask";
import { AskForm, proposedAnswers, sentAnswers } from "../launch/AskForm";
import { TemplateFacts } from "../launch/TemplateCard";
import { TemplatePreview } from "../launch/TemplatePreview";
import { TemplateShelf, TO_BEGIN } from "../launch/TemplateShelf";
import type { Drafts } from "../text/drafts";

interface NewBoardProps {
  readonly drafts: Drafts;
  /** Level of the heading. */
  readonly level?: 2 | 3;
  /** The session that it belongs to. */
  readonly session?: SessionOfBoard;
}

/** Starting a board from a template. */
export function NewBoard({ drafts, level = 2, session }: NewBoardProps) {
  const Heading = `h${level}` as const;
  const templates = useLoaded(api.templates, NO_TEMPLATES);
  const [chosen, setChosen] = useState<Template | null>(null);
  return (
    <section aria-labelledby="new-title">
      <Heading id="new-title">Start from a template</Heading>
      <ProblemNote problem={templates.problem} />
      <TemplateShelf shelf={templates.value} groups={TO_BEGIN} level={level === 2 ? 3 : 4} onChoose={setChosen} />
      {chosen && <NewBoardDialog template={chosen} drafts={drafts} session={session} onClose={() => setChosen(null)} />}
    </section>
  );
}

interface Props {
  readonly template: Template;
  readonly drafts: Drafts;
  readonly session: SessionOfBoard | undefined;
  readonly onClose: () => void;
}

function NewBoardDialog({ template, drafts, session, onClose }: Props) {
  const task = useTask();
  const first = { title: "", purpose: "", answers: proposedAnswers(template) };
  const draft = useDraft(drafts, `board ${template.id} ${template.version}`, first);
  const { title, purpose, answers } = draft.value;
  const change = (changed: Partial<typeof first>) => draft.write({ ...draft.value, ...changed });
  const asksPurpose = template.ask.some(({ key }) => key === "purpose");
  const errors = task.problem instanceof Problem ? task.problem.fields : {};
  const create = () =>
    task.run(async () => {
      const body = { template: template.id, title: title.trim(), purpose: purpose.trim(), answers: sentAnswers(answers), request_id: draft.request, session: session ?? null };
      const { id } = await api.createBoard(body);
      draft.sent();
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
        {template.banner && <p class="banner">{template.banner}</p>}
        <ProblemNote problem={task.problem} />
        <DraftNote draft={draft} />
        <Field label="Title of the board" error={errors["title"]}>
          {(described) => (
            <input {...described} required value={title} onInput={(event) => change({ title: event.currentTarget.value })} />
          )}
        </Field>
        {!asksPurpose && (
          <Field label="Purpose" optional hint="What are we making, for whom, and what must not be lost?" error={errors["purpose"]}>
            {(described) => (
              <textarea {...described} rows={3} value={purpose} onInput={(event) => change({ purpose: event.currentTarget.value })} />
            )}
          </Field>
        )}
        <AskForm questions={template.ask} answers={answers} onChange={(changed) => change({ answers: changed })} errors={errors} />
        <TemplatePreview template={template} />
        <TemplateFacts template={template} />
        <div class="row dialog-end">
          <TaskButton task={task} during="Making the board…" class="primary">
            Make the board
          </TaskButton>
        </div>
      </form>
    </DialogFrame>
  );
}
