import type { Shelf, Template, TemplateGroup } from "../app/api";
import { TemplateCard } from "./TemplateCard";

/** What each group is called, and what it is for. */
const GROUPS: Readonly<Record<TemplateGroup, { readonly title: string; readonly hint: string }>> = {
  board: { title: "Whole boards", hint: "Where a group begins, and comes back to each session." },
  session: { title: "Tools for a session", hint: "For ten minutes or an hour, alone or on one area of a board." },
  output: { title: "For a report", hint: "To write down what a group has found out, in the form that others will read." },
};

/** The order in which people look for them who begin a board, and who work on one. */
export const TO_BEGIN: readonly TemplateGroup[] = ["board", "session", "output"];
export const WHILE_WORKING: readonly TemplateGroup[] = ["session", "output", "board"];

interface Props {
  readonly shelf: Shelf;
  readonly groups: readonly TemplateGroup[];
  /** Level of the headings of the groups. */
  readonly level: 3 | 4;
  readonly onChoose: (template: Template) => void;
}

/** All templates to choose from, in groups. */
export function TemplateShelf({ shelf, groups, level, onChoose }: Props) {
  const Heading = `h${level}` as const;
  return (
    <>
      <Faults shelf={shelf} />
      {groups.map((group) => {
        const { title, hint } = GROUPS[group];
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
