import type { Template } from "../app/api";
import { ATTRIBUTION_NAMES } from "../model/schema.gen";
import { TemplatePicture } from "./TemplatePicture";
import { takesWords } from "./takes_words";

interface Props {
  readonly template: Template;
  readonly level: 4 | 5;
  readonly onChoose: (template: Template) => void;
}

/** A template to choose: what it looks like, what it is for, and how long it takes. */
export function TemplateCard({ template, level, onChoose }: Props) {
  const Heading = `h${level}` as const;
  return (
    <article class="template">
      <TemplatePicture zones={template.picture} />
      <Heading>{template.title}</Heading>
      <p>{template.summary}</p>
      <p class="hint">
        Takes {takesWords(template)}
        {template.own && ". From your organisation"}
      </p>
      <button type="button" onClick={() => onChoose(template)}>
        Choose {template.title}
      </button>
    </article>
  );
}

/** Where a template comes from, and whether it was checked (SPEC T3). */
export function TemplateFacts({ template }: { readonly template: Template }) {
  return (
    <dl class="facts">
      <div>
        <dt>Takes</dt>
        <dd>{takesWords(template)}</dd>
      </div>
      <div>
        <dt>People are named</dt>
        <dd>{ATTRIBUTION_NAMES[template.attribution]}</dd>
      </div>
      <div>
        <dt>Version</dt>
        <dd>
          {template.version}
          {template.own && ", from your organisation"}
        </dd>
      </div>
      <div>
        <dt>Source</dt>
        <dd>{template.source}</dd>
      </div>
      <div>
        <dt>Checked by an AMBIT trainer</dt>
        <dd>{template.checked_by_ambit_trainer ? "yes" : "no"}</dd>
      </div>
      {template.note && (
        <div>
          <dt>Note</dt>
          <dd>{template.note}</dd>
        </div>
      )}
    </dl>
  );
}
