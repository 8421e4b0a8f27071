import { useId } from "preact/hooks";
import { useBoard } from "../app/scope";
import { DraftNote } from "../app/DraftNote";
import { useDraft } from "../app/useDraft";
import { shownWords } from "../model/shown_as";
import type { Attribution } from "../model/types";
import { mentionedIn, type Nameable } from "./mentioning";
import { MentionField } from "./MentionField";
import type { Said } from "./thread";

interface Props {
  /** Where the words are kept until they are sent. */
  readonly draft: string;
  readonly label: string;
  readonly people: readonly Nameable[];
  readonly attribution: Attribution;
  /** What it begins with. */
  readonly text?: string;
  /** The focus goes into it when the comments open. */
  readonly isFirst?: boolean;
  readonly busy?: boolean;
  readonly sendWord?: string;
  readonly onSend: (said: Said, sent: () => void) => void;
  readonly onCancel?: () => void;
}

/** Where a comment is written. Says before it is sent whose name it will show. */
export function CommentForm({ draft: place, label, people, attribution, text = "", isFirst = false, busy = false, sendWord = "Send", onSend, onCancel }: Props) {
  const { drafts, info } = useBoard();
  const draft = useDraft(drafts, place, text);
  const id = useId();
  const written = draft.value.trim();
  const send = () => {
    if (written === "" || busy) return;
    const said = { text: written, mentions: mentionedIn(written, people), attribution, mark: draft.request };
    onSend(said, draft.sent);
    if (onCancel) return;
    draft.startAgain();
  };
  return (
    <form
      class="comment-form"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <label for={id}>{label}</label>
      <DraftNote draft={draft} />
      <MentionField id={id} describedBy={`${id}-shown`} value={draft.value} people={people} isFirst={isFirst} onWrite={draft.write} onSend={send} />
      <p class="hint" id={`${id}-shown`}>
        {shownWords(attribution, info.participant)} Type @ to mention somebody.
      </p>
      <div class="row">
        <button type="submit" class="primary" aria-disabled={written === "" || busy}>
          {sendWord}
        </button>
        {onCancel && (
          <button type="button" class="quiet" onClick={onCancel}>
            Cancel
          </button>
        )}
      </div>
    </form>
  );
}
