import type { Shelf, Template, TemplateGroup } from "../app/api";
import { TemplateCard } from "./TemplateCard";

/** The groups in the order in which people look for them, with what each is for. */
const GROUPS: readonly (readonly [TemplateGroup, string, string])[] = [
  ["board", "Whole boards", "Where a group begins, and comes back to each session."],
  ["session", "Tools for a session", "For ten minutes or an hour, alone or on one area of a board."],
  ["output", "For a report", "To write down what a group has found out, in the form that others will read."],
];

interface Props {
  readonly shelf: Shelf;
  /** Level of the headings of the groups. */
  readonly level: 3 | 4;
  readonly onChoose: (template: Template) => void;
}

/** All templates to choose from, in groups. */
export function TemplateShelf({ shelf, level, onChoose }: Props) {
  const Heading = `h${level}` as const;
  return (
    <>
      <Faults shelf={shelf} />
      {GROUPS.map(([group, title, hint]) => {
        const found = shelf.templates.filter((template) => template.group === group);
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
      })}
    </>
  );
}

/** Files of the organisation that cannot be used, for whoever can mend them (SPEC T7). */
function Faults({ shelf }: { readonly shelf: Shelf }) {
  if (shelf.faults.length === 0) return null;
  return (
    <div class="banner">
      <p>Some of your organisation’s own templates cannot be used. Tell whoever looks after the server:</p>
      <ul>
        {shelf.faults.map(({ file, line, reason }) => (
          <li key={file}>
            {file}
            {line !== null && `, line ${line}`}: {reason}
          </li>
        ))}
      </ul>
    </div>
  );
}
