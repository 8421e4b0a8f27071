import type { Entry } from "./choices";

interface Props {
  readonly entries: readonly Entry[];
  readonly isTicked: (id: string) => boolean;
  readonly onTick: (id: string, isTicked: boolean) => void;
  readonly onStep: (id: string, title: string, direction: 1 | -1) => void;
}

/** Things to be ticked, in an order that can be changed. */
export function TickedList({ entries, isTicked, onTick, onStep }: Props) {
  if (entries.length === 0) return <p class="empty">There is nothing of this kind on the board.</p>;
  return (
    <ol>
      {entries.map(({ id, title }, index) => (
        <li key={id}>
          <label class="export-tick">
            <input type="checkbox" checked={isTicked(id)} onChange={(event) => onTick(id, event.currentTarget.checked)} />
            <span>{title}</span>
          </label>
          {entries.length > 1 && (
            <span class="export-steps">
              <button type="button" class="quiet" aria-disabled={index === 0} onClick={() => onStep(id, title, -1)}>
                Up<span class="hidden"> {title}</span>
              </button>
              <button type="button" class="quiet" aria-disabled={index === entries.length - 1} onClick={() => onStep(id, title, 1)}>
                Down<span class="hidden"> {title}</span>
              </button>
            </span>
          )}
        </li>
      ))}
    </ol>
  );
}
