import { useBoard } from "../app/scope";
import { cardButton, focusFirst } from "../outline/focus";
import type { Finding } from "./exports_api";

interface Props {
  readonly findings: readonly Finding[];
  readonly leftOut: readonly string[];
  readonly onClose: () => void;
}

/** What the checker found, and what is left out because there is nothing in it. */
export function Findings({ findings, leftOut, onClose }: Props) {
  return (
    <section class="export-findings" aria-labelledby="export-findings-title">
      <h3 id="export-findings-title">Before you send it ({findings.length})</h3>
      {findings.length === 0 ? (
        <p>Nothing to look at.</p>
      ) : (
        <ul>
          {findings.map((finding) => (
            <FoundItem key={`${finding.code} ${finding.id} ${finding.problem}`} finding={finding} onClose={onClose} />
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

function FoundItem({ finding, onClose }: { readonly finding: Finding; readonly onClose: () => void }) {
  const { view } = useBoard();
  const go = (): void => {
    onClose();
    view.mode.value = "outline";
    focusFirst(...placesOf(finding));
  };
  return (
    <li>
      {finding.severity === "important" && <span class="badge is-important">Important</span>} <strong>{finding.place}</strong>
      <p>{finding.problem}</p>
      <p class="hint">{finding.fix}</p>
      {placesOf(finding).length > 0 && (
        <button type="button" class="quiet" onClick={go}>
          Go there<span class="hidden">: {finding.place}</span>
        </button>
      )}
    </li>
  );
}

function placesOf({ what, id }: Finding): readonly string[] {
  if (id === "" || /[^\w-]/.test(id)) return [];
  if (what.startsWith("area")) return [`#outline-area-${id} button`];
  return what.startsWith("card") ? [cardButton(id)] : [];
}
