import { useState } from "preact/hooks";
import { useBoard } from "../app/scope";
import { partName } from "../model/parts";
import { CommentForm } from "./CommentForm";
import type { Nameable } from "./mentioning";
import type { Outbox, Unsent } from "./outbox";

interface Props {
  readonly items: readonly Unsent[];
  readonly people: readonly Nameable[];
  /** Say what they are on. */
  readonly withPlace?: boolean;
}

/** Comments that the server does not have yet: they are sent by themselves, or wait to be changed where they were refused. */
export function UnsentComments({ items, people, withPlace = false }: Props) {
  if (items.length === 0) return null;
  return (
    <ul class="unsent" aria-label="Not sent yet">
      {items.map((item) => (
        <UnsentComment key={item.mark} item={item} people={people} withPlace={withPlace} />
      ))}
    </ul>
  );
}

interface ItemProps extends Pick<Props, "people"> {
  readonly item: Unsent;
  readonly withPlace: boolean;
}

function UnsentComment({ item, people, withPlace }: ItemProps) {
  const { outbox, view, model } = useBoard();
  const [isChanging, setIsChanging] = useState(false);
  if (isChanging) return <Changing item={item} people={people} onCancel={() => setIsChanging(false)} />;
  const remove = () => {
    outbox.drop(item);
    view.announce("The comment was thrown away.");
  };
  return (
    <li>
      {withPlace && "on" in item.target && <p class="hint">On {partName(model, item.target.on)}</p>}
      <p class="plain-text" dir="auto">
        {item.text}
      </p>
      <p class={item.problem ? "error" : "hint"} role={item.problem ? "alert" : undefined}>
        {item.problem ? `Not sent. ${item.problem}` : waitingWords(outbox)}
      </p>
      <p class="row">
        {item.problem && (
          <button type="button" onClick={() => setIsChanging(true)}>
            Change and send again
          </button>
        )}
        <button type="button" class="quiet" onClick={remove}>
          Throw away<span class="hidden"> what was not sent</span>
        </button>
      </p>
    </li>
  );
}

/** What was refused, to be written anew; it is another writing then. */
function Changing({ item, people, onCancel }: Pick<ItemProps, "item" | "people"> & { readonly onCancel: () => void }) {
  const { outbox } = useBoard();
  return (
    <li>
      <CommentForm
        draft={`comment again ${item.mark}`}
        label="Not sent"
        text={item.text}
        people={people}
        attribution={item.attribution}
        onCancel={onCancel}
        onSend={(said, sent) => {
          outbox.add(said, item.target);
          outbox.drop(item);
          sent();
        }}
      />
    </li>
  );
}

function waitingWords({ isKept, isAway }: Outbox): string {
  if (!isAway.value) return "Sending";
  return isKept.value ? "Not sent yet: it is kept on this device and sent by itself." : "Not sent yet: keep this page open until it is.";
}
