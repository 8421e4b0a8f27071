import { useBoard } from "../app/scope";
import { attributionAt } from "../model/attribution";
import { CommentForm } from "./CommentForm";
import type { Nameable } from "./mentioning";
import type { CommentPlace } from "./thread";
import { UnsentComments } from "./UnsentComments";

interface Props {
  readonly place: CommentPlace;
  readonly people: readonly Nameable[];
}

/** Begins a thread on a place; what waits to be sent stands above. */
export function NewThread({ place, people }: Props) {
  const { model, outbox } = useBoard();
  return (
    <>
      <UnsentComments items={outbox.at({ on: place })} people={people} />
      <CommentForm
        draft={`comment on ${place.root} ${place.id}`}
        label="New comment"
        people={people}
        attribution={attributionAt(model, place)}
        isFirst
        onSend={(said) => outbox.add(said, { on: place })}
      />
    </>
  );
}
