import type { ComponentChildren } from "preact";
import type { PictureZone, Template } from "../app/api";
import { TemplatePicture } from "./TemplatePicture";

/** What a launch will make, before it is launched: its zones, its steps, who does what, and what is taken home. */
export function TemplatePreview({ template }: { readonly template: Template }) {
  return (
    <details class="template-preview">
      <summary>What it makes, and how it goes</summary>
      <TemplatePicture zones={template.picture} />
      <Part title="On the board">
        {template.picture.map((zone) => (
          <Line key={zone.title} title={zone.title} words={zone.hint}>
            {zone.kind === "areas" && <InEachArea zone={zone} />}
          </Line>
        ))}
      </Part>
      <Part title="Step by step">
        {template.phases.map((phase) => (
          <Line key={phase.id} title={`${phase.title}, ${phase.minutes} min${phase.per_area ? " for each area" : ""}${phase.private ? ", each on their own" : ""}${phase.dots ? ", with a vote" : ""}`} words={phase.do} />
        ))}
      </Part>
      <Part title="Who does what">
        {template.roles.map((role) => (
          <Line key={role.id} title={role.title} words={role.do} />
        ))}
      </Part>
      <p>
        <strong>What you take home:</strong> {template.record}
      </p>
    </details>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: readonly ComponentChildren[] }) {
  if (children.length === 0) return null;
  return (
    <>
      <h3>{title}</h3>
      <ul class="preview-list">{children}</ul>
    </>
  );
}

function InEachArea({ zone: { inside, record_hint } }: { readonly zone: PictureZone }) {
  return (
    <ul class="preview-list" aria-label="In each">
      {inside.map(({ title, hint }) => (
        <Line key={title} title={title} words={hint} />
      ))}
      <Line title="Agreed record" words={record_hint} />
    </ul>
  );
}

interface LineProps {
  readonly title: string;
  readonly words: string;
  /** What belongs below it. */
  readonly children?: ComponentChildren;
}

function Line({ title, words, children }: LineProps) {
  return (
    <li>
      <strong>{/\p{P}$/u.test(title) ? title : `${title}.`}</strong> {words}
      {children}
    </li>
  );
}
