import type { Template } from "../app/api";
import { TemplatePicture } from "./TemplatePicture";
import { takesWords } from "./takes_words";

interface Props {
  readonly template: Template;
  readonly onChoose: (template: Template) => void;
}

/** A template to choose: what it is for, how long it takes, where it comes from and whether it was checked (SPEC T3). */
export function TemplateCard({ template, onChoose }: Props) {
  return (
    <article class="template">
      <TemplatePicture zones={template.picture} />
      <h3>{template.title}</h3>
      <p>{template.summary}</p>
      <button type="button" onClick={() => onChoose(template)}>
        Choose {template.title}
      </button>
      <TemplateFacts template={template} />
    </article>
  );
}

export function TemplateFacts({ template }: { readonly template: Template }) {
  return (
    <dl class="facts">
      <div>
        <dt>Takes</dt>
        <dd>{takesWords(template)}</dd>
      </div>
      <div>
        <dt>Source</dt>
        <dd>{template.source}</dd>
      </div>
      <div>
        <dt>Checked by an AMBIT trainer</dt>
        <dd>{template.checked_by_ambit_trainer ? "yes" : "no"}</dd>
      </div>
    </dl>
  );
}
