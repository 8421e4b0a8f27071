import { useState } from "preact/hooks";
import { api, NO_TEMPLATES, Problem, type Template } from "../app/api";
import { DialogFrame } from "../app/DialogFrame";
import { DraftNote } from "../app/DraftNote";
import { Field } from "../app/Field";
import { goTo } from "../app/go_to";
import { ProblemNote } from "../app/ProblemNote";
import { useBoard } from "../app/scope";
import { useDraft } from "../app/useDraft";
import { useLoaded, useTask } from "../app/useTask";
import { AskForm, proposedAnswers, sentAnswers } from "./AskForm";
import { TemplateFacts } from "./TemplateCard";
import { TemplatePreview } from "./TemplatePreview";
import { TemplateShelf, WHILE_WORKING } from "./TemplateShelf";

/** Launching a template on this board, or onto one of its areas, at any moment. */
export function LaunchDialog({ onClose }: { readonly onClose: () => void }) {
  const templates = useLoaded(api.templates, NO_TEMPLATES);
  const [chosen, setChosen] = useState<Template | null>(null);
  return (
    <DialogFrame title={chosen ? `Launch “${chosen.title}”` : "Launch a template"} onClose={onClose} wide>
      <ProblemNote problem={templates.problem} />
      {chosen ? (
        <LaunchForm template={chosen} onBack={() => setChosen(null)} onDone={onClose} />
      ) : (
        <TemplateShelf shelf={templates.value} groups={WHILE_WORKING} level={3} onChoose={setChosen} />
      )}
    </DialogFrame>
  );
}

interface FormProps {
  readonly template: Template;
  readonly onBack: () => void;
  readonly onDone: () => void;
}

function LaunchForm({ template, onBack, onDone }: FormProps) {
  const scope = useBoard();
  const { info, view, drafts } = scope;
  const task = useTask();
  const draft = useDraft(drafts, `launch ${template.id} ${template.version}`, { area: "", again: "", answers: proposedAnswers(template) });
  const { area, again = "", answers } = draft.value;
  const change = (changed: Partial<typeof draft.value>) => draft.write({ ...draft.value, ...changed });
  const questions = again === "" ? template.ask : template.ask.filter(({ into }) => into !== "title" && into !== "columns");
  const asked = Object.fromEntries(questions.map(({ key }) => [key, answers[key] ?? ""]));
  const launch = () =>
    task.run(async () => {
      const body = { template: template.id, area: area || null, again: again || null, answers: sentAnswers(asked), request_id: draft.request };
      const made = await api.launch(info.id, body);
      draft.sent();
      view.announce(`${template.title} is on the board.`);
      onDone();
      goTo(scope, { root: "launches", id: made.launch });
    });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        launch();
      }}
    >
      {template.banner && <p class="banner">{template.banner}</p>}
      <ProblemNote problem={task.problem} />
      <DraftNote draft={draft} />
      <PassChoice template={template} again={again} onChange={(changed) => change({ again: changed })} />
      {again === "" && <AreaChoice area={area} onChange={(changed) => change({ area: changed })} />}
      <AskForm
        questions={questions}
        answers={answers}
        onChange={(changed) => change({ answers: changed })}
        errors={task.problem instanceof Problem ? task.problem.fields : {}}
      />
      <TemplatePreview template={template} />
      <TemplateFacts template={template} />
      <div class="row dialog-end">
        <button type="button" onClick={onBack}>
          Back
        </button>
        <button type="submit" class="primary" aria-disabled={task.busy}>
          Launch
        </button>
      </div>
    </form>
  );
}

/** Whether it begins anew, or goes on from where it was used before (SPEC T4). */
function PassChoice({ template, again, onChange }: { readonly template: Template; readonly again: string; readonly onChange: (again: string) => void }) {
  const { model } = useBoard();
  const earlier = model.launches.value.flatMap((id) => model.launch(id).value ?? []).filter((launch) => launch.template === template.id);
  if (earlier.length === 0) return null;
  return (
    <Field label="Begin" hint="A next pass lies beside the one before, with its columns, and goes on from its commitments.">
      {(described) => (
        <select {...described} value={again} onChange={(event) => onChange(event.currentTarget.value)}>
          <option value="">Anew</option>
          {earlier.map(({ id, title }) => (
            <option key={id} value={id}>
              With the next pass of “{title || "Untitled"}”
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

function AreaChoice({ area, onChange }: { readonly area: string; readonly onChange: (area: string) => void }) {
  const { model } = useBoard();
  const areas = model.areas.value;
  if (areas.length === 0) return null;
  return (
    <Field label="Where" hint="Onto one area, it belongs to that area’s section of the report.">
      {(described) => (
        <select {...described} value={area} onChange={(event) => onChange(event.currentTarget.value)}>
          <option value="">On the whole board</option>
          {areas.map((id) => (
            <option key={id} value={id}>
              {model.area(id).value?.title || "Area without a title"}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
