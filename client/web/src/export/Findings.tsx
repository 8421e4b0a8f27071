import { useBoard } from "../app/scope";
import { cardButton, focusFirst } from "../outline/focus";
import type { Finding } from "./exports_api";

interface Props {
  readonly findings: readonly Finding[];
  readonly leftOut: readonly string[];
  /** The programme that the board stands in, as its address names it. */
  readonly programme: string | null;
  readonly onClose: () => void;
}

/** What the checker found, and what is left out because there is nothing in it. */
export function Findings({ findings, leftOut, programme, onClose }: Props) {
  return (
    <section class="export-findings" aria-labelledby="export-findings-title">
      <h3 id="export-findings-title">Before you send it ({findings.length})</h3>
      {findings.length === 0 ? (
        <p>Nothing to look at.</p>
      ) : (
        <ul>
          {findings.map((finding) => (
            <FoundItem key={`${finding.code} ${finding.id} ${finding.problem}`} finding={finding} programme={programme} onClose={onClose} />
          ))}
        </ul>
      )}
      {leftOut.length > 0 && (
        <>
          <h4>Left out, with nothing in them</h4>
          <ul>
            {leftOut.map((title) => (
              <li key={title}>{title}</li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

interface FoundProps extends Pick<Props, "programme" | "onClose"> {
  readonly finding: Finding;
}

function FoundItem({ finding, programme, onClose }: FoundProps) {
  const address = programme === null ? null : addressOf(finding, programme);
  return (
    <li>
      {finding.severity === "important" && <span class="badge is-important">Important</span>} <strong>{finding.place}</strong>
      <p>{finding.problem}</p>
      <p class="hint">{finding.fix}</p>
      <GoThere finding={finding} onClose={onClose} />
      {address !== null && (
        <a href={address} target="_blank" rel="noopener">
          Open the programme<span class="hidden">: {finding.place}, in a new tab</span>
        </a>
      )}
    </li>
  );
}

/** Leads to what the finding is about, where that is on the board. */
function GoThere({ finding, onClose }: Omit<FoundProps, "programme">) {
  const { view } = useBoard();
  const places = placesOf(finding);
  if (places.length === 0 && finding.what !== "people") return null;
  const go = (): void => {
    onClose();
    if (finding.what === "people") {
      view.dialog.value = { name: "people" };
      return;
    }
    view.mode.value = "outline";
    focusFirst(...places);
  };
  return (
    <button type="button" class="quiet" onClick={go}>
      Go there<span class="hidden">: {finding.place}</span>
    </button>
  );
}

function placesOf({ what, id }: Finding): readonly string[] {
  if (!isPlainId(id)) return [];
  if (what === "area") return [`#outline-area-${id} button`];
  if (what === "zone") return [`#outline-zone-${id} button`];
  return what === "card" ? [cardButton(id)] : [];
}

/** The page about a part of the programme, if the finding is about one. */
function addressOf({ what, id }: Finding, programme: string): string | null {
  const address = `/programmes/${encodeURIComponent(programme)}`;
  if (what === "programme") return address;
  return (what === "group" || what === "session") && isPlainId(id) ? `${address}/${what}s/${id}` : null;
}

function isPlainId(id: string): boolean {
  return /^[\w-]+$/.test(id);
}
