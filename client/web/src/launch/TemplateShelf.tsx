import type { Template, TemplateGroup } from "../app/api";
import { TemplateCard } from "./TemplateCard";

/** The groups in the order in which people look for them, with what each is for. */
const GROUPS: readonly (readonly [TemplateGroup, string, string])[] = [
  ["board", "Whole boards", "Where a group begins, and comes back to each session."],
  ["session", "Tools for a session", "For ten minutes or an hour, alone or on one area of a board."],
  ["output", "For a report", "To write down what a group has found out, in the form that others will read."],
];

interface Props {
  readonly templates: readonly Template[];
  /** Level of the headings of the groups. */
  readonly level: 3 | 4;
  readonly onChoose: (template: Template) => void;
}

/** All templates to choose from, in groups. */
export function TemplateShelf({ templates, level, onChoose }: Props) {
  const Heading = `h${level}` as const;
  return GROUPS.map(([group, title, hint]) => {
    const found = templates.filter((template) => template.group === group);
    if (found.length === 0) return null;
    return (
      <section key={group} class="template-group" aria-labelledby={`templates-${group}`}>
        <Heading id={`templates-${group}`}>{title}</Heading>
        <p class="hint">{hint}</p>
        <div class="templates">
          {found.map((template) => (
            <TemplateCard key={template.id} template={template} level={level === 3 ? 4 : 5} onChoose={onChoose} />
          ))}
        </div>
      </section>
    );
  });
}
