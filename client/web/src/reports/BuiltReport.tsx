import { useRef } from "preact/hooks";
import { useAnnouncements } from "../app/useAnnouncements";
import { ONE_MOMENT } from "../app/useTask";
import { type Finding, type Format, keepFile } from "../export/exports_api";
import { FindingItem, FindingLink } from "../export/FindingItem";
import { ReportPreview } from "../export/ReportPreview";
import "../export/export.css";
import { dayWords } from "../programmes/days";
import { useFound } from "../work/use_found";
import { MAKING, useWork } from "../work/use_work";
import { FoundLine, WorkLine } from "../work/WorkLine";
import { reportsApi } from "./reports_api";
import type { BuildPreview, PassageChange } from "./types";

const FORMATS: readonly (readonly [Format, string])[] = [
  ["docx", "Word"],
  ["pdf", "PDF"],
  ["html", "Web page"],
  ["markdown", "Markdown"],
  ["csv", "Tables (CSV)"],
];
const CHANGE_WORDS = { added: "New in", removed: "Gone in", changed: "Changed in", moved: "Moved:" } as const;

interface Props {
  readonly programme: string;
  readonly report: string;
  /** Of the plan: with another, it is looked at anew. */
  readonly revision: number;
  /** The boards are looked at again, too. */
  readonly onLook: () => void;
}

/** How the report reads now, what to look at before it goes out, what changed since the last build, and the files. */
export function BuiltReport({ programme, report, revision, onLook }: Props) {
  const announcements = useAnnouncements();
  const found = useFound((work) => reportsApi.preview(programme, report, work), revision);
  const shown = useRef<HTMLDivElement>(null);
  const lookAgain = () => {
    if (found.busy) return announcements.announce(ONE_MOMENT);
    onLook();
    found.reload();
    return undefined;
  };
  return (
    <section aria-labelledby="built-title">
      <div class="spread">
        <h2 id="built-title">How it reads now</h2>
        <button type="button" aria-disabled={found.busy} onClick={lookAgain}>
          Look again
        </button>
      </div>
      <FoundLine found={found} begin="Working out how it reads…" />
      {found.value && (
        <>
          <Build programme={programme} report={report} onBuilt={found.reload} />
          <Found findings={found.value.findings} />
          <Changed preview={found.value} />
          {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, and the keyboard must be able to */}
          <section class="export-preview" aria-label="Preview of the report" aria-busy={found.busy} tabIndex={0}>
            <ReportPreview html={found.value.html} shown={shown} />
          </section>
        </>
      )}
    </section>
  );
}

interface BuildProps extends Pick<Props, "programme" | "report"> {
  readonly onBuilt: () => void;
}

function Build({ programme, report, onBuilt }: BuildProps) {
  const making = useWork(MAKING);
  const build = (format: Format, word: string) => () =>
    making.run(async (work) => {
      const file = await reportsApi.build(programme, report, format, work);
      keepFile(file);
      onBuilt();
      return `${word}: saved as “${file.name}”.`;
    });
  return (
    <>
      <div class="export-ways">
        {FORMATS.map(([format, word]) => (
          <button type="button" key={format} aria-disabled={making.busy} onClick={build(format, word)}>
            {word}
          </button>
        ))}
      </div>
      <WorkLine working={making} />
    </>
  );
}

function Found({ findings }: { readonly findings: readonly Finding[] }) {
  return (
    <section aria-labelledby="found-title">
      <h3 id="found-title">Before you send it ({findings.length})</h3>
      {findings.length === 0 ? (
        <p>Nothing to look at.</p>
      ) : (
        <ul class="rows">
          {findings.map((finding) => (
            <FindingItem key={`${finding.code} ${finding.place} ${finding.id} ${finding.problem}`} finding={finding}>
              <FindingLink finding={finding} />
            </FindingItem>
          ))}
        </ul>
      )}
    </section>
  );
}

function Changed({ preview: { built_at, changes } }: { readonly preview: BuildPreview }) {
  if (built_at === null) return <p class="hint">No file was made yet. Once there is one, you read here what has changed since.</p>;
  return (
    <section aria-labelledby="changed-title">
      <h3 id="changed-title">
        Changed since it was built on {dayWords(built_at.slice(0, 10))} ({changes.length})
      </h3>
      {changes.length === 0 ? (
        <p>It reads as it did.</p>
      ) : (
        <ul class="rows">
          {changes.map((change, index) => (
            // oxlint-disable-next-line react/no-array-index-key -- the same words may change twice in one part
            <li key={index}>
              <strong>
                {CHANGE_WORDS[change.what]} {change.title}
              </strong>
              <Passage change={change} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Passage({ change: { before, after } }: { readonly change: PassageChange }) {
  return (
    <>
      {before && (
        <p>
          <span class="hint">Before:</span> <del>{before}</del>
        </p>
      )}
      {after && (
        <p>
          <span class="hint">Now:</span> <ins>{after}</ins>
        </p>
      )}
    </>
  );
}
