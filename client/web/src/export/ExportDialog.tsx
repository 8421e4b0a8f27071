import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

import { useBoardPlace } from "../app/board_place";
import { DialogFrame } from "../app/DialogFrame";
import { ProblemNote } from "../app/ProblemNote";
import { useBoard } from "../app/scope";
import { useLoaded } from "../app/useTask";
import { MAKING, useWork } from "../work/use_work";
import { FoundLine, WorkLine } from "../work/WorkLine";
import { type Choices, FIRST_CHOICES, INTRO, offered, optionsOf } from "./choices";
import { copyReport } from "./copy_report";
import "./export.css";
import { type ExportRequest, type Format, keepFile, layouts, makeFile } from "./exports_api";
import { Findings } from "./Findings";
import { PictureForm } from "./PictureForm";
import { ReportPreview } from "./ReportPreview";
import { StructurePanel } from "./StructurePanel";
import { usePreview } from "./use_preview";

interface Props {
  readonly onClose: () => void;
  /** The snapshot to begin with; the board as it is now when absent. */
  readonly snapshot?: string | null;
}

const FORMATS: readonly (readonly [Format, string])[] = [
  ["docx", "Word"],
  ["html", "Web page"],
  ["markdown", "Markdown"],
  ["pdf", "PDF"],
  ["csv", "Tables (CSV)"],
];

/** The report as it will read, what goes into it, and the ways to take it home. Others go on writing meanwhile. */
export function ExportDialog({ onClose, snapshot = null }: Props) {
  const { info, model, drafts } = useBoard();
  const [choices, setChoices] = useState(() => ({ ...FIRST_CHOICES, intro: String(drafts.at(INTRO)?.value ?? "") }));
  const kinds = useLoaded(layouts, []);
  const programme = useBoardPlace()?.programme ?? null;
  const layout = kinds.value.find(({ id }) => id === choices.layout);
  const options = optionsOf(model, choices, layout);
  const found = usePreview(info.id, { layout: choices.layout, options, snapshot });
  const change = (changed: Partial<Choices>): void => setChoices((before) => ({ ...before, ...changed }));
  const wanted = { layout: choices.layout, options, snapshot: found.snapshot };
  return (
    <DialogFrame title="Export" onClose={onClose} wide>
      <div class="export">
        <StructurePanel layouts={offered(model, kinds.value, choices.layout, programme !== null)} layout={layout} choices={choices} onChange={change} />
        <div class="export-result">
          <ProblemNote problem={kinds.problem} />
          <TakeHome board={info.id} wanted={wanted} found={found} />
          <PictureForm board={info.id} snapshot={found.snapshot} />
          <WayBack />
        </div>
        {found.value && <Findings findings={found.value.findings} leftOut={found.value.left_out} onClose={onClose} />}
      </div>
    </DialogFrame>
  );
}

/** Where a document that was edited elsewhere comes back. */
function WayBack() {
  const { view, connection } = useBoard();
  if (connection.role.value !== "facilitate") return null;
  return (
    <p>
      Was an export edited in Word?{" "}
      <button
        type="button"
        class="quiet"
        onClick={() => {
          view.dialog.value = { name: "suggestions" };
        }}
      >
        Bring the document back
      </button>
    </p>
  );
}

interface TakeHomeProps {
  readonly board: string;
  readonly wanted: ExportRequest;
  readonly found: ReturnType<typeof usePreview>;
}

function TakeHome({ board, wanted, found }: TakeHomeProps) {
  const shown = useRef<HTMLDivElement>(null);
  const making = useWork(MAKING);
  const { say } = making;
  const { value: preview } = found;
  // At once with what is drawn: a press that comes right after it has said something of its own.
  useLayoutEffect(() => say(""), [preview, say]);
  const keep = (format: Format, word: string) => () =>
    making.run(async (work) => {
      const file = await makeFile(board, wanted, format, work);
      keepFile(file);
      return `${word}: saved as “${file.name}”.`;
    });
  const copy = async (): Promise<void> => {
    if (!preview || !shown.current) return;
    const copied = await copyReport(shown.current, preview.html, preview.text);
    say(copied ? "Copied. Paste it into your document." : "Your browser does not let this page copy. The report is selected: press Ctrl and C.");
  };
  return (
    <>
      <div class="export-ways">
        {FORMATS.map(([format, word]) => (
          <button type="button" key={format} disabled={!preview} aria-disabled={making.busy} onClick={keep(format, word)}>
            {word}
          </button>
        ))}
        <button type="button" class="primary" disabled={!preview} onClick={() => void copy()}>
          Copy for Word
        </button>
      </div>
      <WorkLine working={making} />
      <FoundLine found={found} begin="Making the preview…" />
      <SnapshotLine found={found} />
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, and the keyboard must be able to */}
      <section class="export-preview" aria-label="Preview of the report" aria-busy={found.busy} tabIndex={0}>
        {preview ? <ReportPreview html={preview.html} shown={shown} /> : <p class="empty">{found.busy ? "Making the preview…" : "There is no preview."}</p>}
      </section>
    </>
  );
}

/** Which state of the board this is, in words that say whether it is the board as it is now. */
function SnapshotLine({ found }: { readonly found: ReturnType<typeof usePreview> }) {
  const { model } = useBoard();
  const [hasChanged, setChanged] = useState(false);
  useEffect(() => {
    const note = (): void => setChanged(true);
    model.doc.on("update", note);
    return () => model.doc.off("update", note);
  }, [model]);
  const renew = (): void => {
    setChanged(false);
    found.renew();
  };
  if (!found.value) return null;
  const name = <strong>“{found.value.snapshot.label}”</strong>;
  if (found.isNow && !hasChanged) return <p class="export-snapshot">This is the board as it is now, kept as the snapshot {name}.</p>;
  return (
    <p class="export-snapshot">
      {found.isNow ? <>The board was changed since this was made, from the snapshot {name}.</> : <>This is not the board as it is now, but the snapshot {name}.</>}{" "}
      <button type="button" class="quiet" onClick={renew} aria-disabled={found.busy}>
        Use the board as it is now
      </button>
    </p>
  );
}
