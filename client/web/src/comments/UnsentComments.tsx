import { useBoard } from "../app/scope";
import { newId } from "../model/ids";
import { type Outbox, type Target, type Unsent, targetKey } from "./outbox";

/** Comments that the server does not have yet: they are sent by themselves, or wait to be changed where they were refused. */
export function UnsentComments({ target }: { readonly target: Target }) {
  const { outbox } = useBoard();
  const items = outbox.at(target);
  if (items.length === 0) return null;
  return (
    <ul class="unsent" aria-label="Not sent yet">
      {items.map((item) => (
        <UnsentComment key={item.mark} item={item} />
      ))}
    </ul>
  );
}

function UnsentComment({ item }: { readonly item: Unsent }) {
  const { outbox, view } = useBoard();
  const again = () => {
    outbox.drop(item);
    outbox.add({ ...item, mark: newId() }, item.target);
  };
  const remove = () => {
    outbox.drop(item);
    view.announce("The comment was thrown away.");
  };
  return (
    <li data-target={targetKey(item.target)}>
      <p class="plain-text" dir="auto">
        {item.text}
      </p>
      <p class={item.problem ? "error" : "hint"} role={item.problem ? "alert" : undefined}>
        {item.problem ? `Not sent. ${item.problem}` : outboxWords(outbox)}
      </p>
      <p class="row">
        {item.problem && (
          <button type="button" onClick={again}>
            Send again
          </button>
        )}
        <button type="button" class="quiet" onClick={remove}>
          Throw away<span class="hidden"> what was not sent</span>
        </button>
      </p>
    </li>
  );
}

function outboxWords({ isKept, isAway }: Outbox): string {
  if (!isAway.value) return "Sending";
  return isKept.value ? "Not sent yet: it is kept on this device and sent by itself." : "Not sent yet: keep this page open until it is.";
}
