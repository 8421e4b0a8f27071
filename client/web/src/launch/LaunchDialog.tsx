import { useState } from "preact/hooks";
import { api, Problem, type Template } from "../app/api";
import { DialogFrame } from "../app/DialogFrame";
import { DraftNote } from "../app/DraftNote";
import { Field } from "../app/Field";
import { goTo } from "../app/go_to";
import { ProblemNote } from "../app/ProblemNote";
import { useBoard } from "../app/scope";
import { useDraft } from "../app/useDraft";
import { useLoaded, useTask } from "../app/useTask";
import { AskForm, proposedAnswers, sentAnswers } from "./AskForm";
import { TemplateCard, TemplateFacts } from "./TemplateCard";

/** Launching a template on this board, or onto one of its areas, at any moment. */
export function LaunchDialog({ onClose }: { readonly onClose: () => void }) {
  const templates = useLoaded(api.templates, []);
  const [chosen, setChosen] = useState<Template | null>(null);
  return (
    <DialogFrame title={chosen ? `Launch “${chosen.title}”` : "Launch a template"} onClose={onClose} wide>
      <ProblemNote problem={templates.problem} />
      {chosen ? (
        <LaunchForm template={chosen} onBack={() => setChosen(null)} onDone={onClose} />
      ) : (
        <div class="templates">
          {templates.value.map((template) => (
            <TemplateCard key={template.id} template={template} onChoose={setChosen} />
          ))}
        </div>
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
  const draft = useDraft(drafts, `launch ${template.id} ${template.version}`, { area: "", answers: proposedAnswers(template) });
  const { area, answers } = draft.value;
  const launch = () =>
    task.run(async () => {
      const body = { template: template.id, area: area || null, answers: sentAnswers(answers), request_id: draft.request };
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
      <AreaChoice area={area} onChange={(changed) => draft.write({ area: changed, answers })} />
      <AskForm
        template={template}
        answers={answers}
        onChange={(changed) => draft.write({ area, answers: changed })}
        errors={task.problem instanceof Problem ? task.problem.fields : {}}
      />
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
