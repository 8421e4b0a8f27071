import { boardAddress } from "../app/address";
import { opener } from "../app/addressed_part";
import { useBoard } from "../app/scope";
import type { Finding } from "./exports_api";
import { FindingItem, FindingLink } from "./FindingItem";

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
            <FindingItem key={`${finding.code} ${finding.id} ${finding.problem}`} finding={finding}>
              <GoThere finding={finding} onClose={onClose} />
            </FindingItem>
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

interface GoProps extends Pick<Props, "onClose"> {
  readonly finding: Finding;
}

/** Leads to what the finding is about: on this board at once, else by a link. */
function GoThere({ finding, onClose }: GoProps) {
  const scope = useBoard();
  const [page, name = ""] = finding.address.split("#");
  const open = page === boardAddress(scope.info.id) ? opener(scope, name) : null;
  if (open === null) return <FindingLink finding={finding} />;
  const go = (): void => {
    onClose();
    open();
  };
  return (
    <button type="button" class="quiet" onClick={go}>
      Go there<span class="hidden">: {finding.place}</span>
    </button>
  );
}
