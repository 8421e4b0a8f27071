import { useState } from "preact/hooks";
import { Question } from "../app/Question";
import { useTask } from "../app/useTask";
import { EntityDialog } from "./EntityDialog";
import { NEW_PERSON, personForm } from "./forms";
import { programmesApi } from "./programmes_api";
import { useProgrammes } from "./scope";
import type { Kept, Person, WholeProgramme } from "./types";

interface Props {
  readonly whole: WholeProgramme;
  readonly onChanged: () => void;
}

/** Who takes part in a programme, and whether they may be named. */
export function People({ whole, onChanged }: Props) {
  const [asked, setAsked] = useState<Kept<Person> | null>(null);
  const [removing, setRemoving] = useState<Person | null>(null);
  const programme = whole.programme.entity.id;
  const organisations = whole.organisations.map(({ entity }) => entity);
  const people = whole.people.filter(({ entity }) => !entity.removed).toSorted(byName);
  return (
    <section aria-labelledby="people-title">
      <h2 id="people-title">People</h2>
      {people.length === 0 && <p class="empty">Nobody yet. Who is put on a register comes here by itself.</p>}
      <ul class="rows">
        {people.map((kept) => (
          <li key={kept.entity.id} id={`person-${kept.entity.id}`} class="spread">
            <span>
              {kept.entity.name} <PersonFacts person={kept.entity} organisations={organisations} />
            </span>
            <span class="row">
              <button type="button" class="quiet" onClick={() => setAsked(kept)}>
                Change<span class="hidden"> {kept.entity.name}</span>
              </button>
              <button type="button" class="quiet" onClick={() => setRemoving(kept.entity)}>
                Remove<span class="hidden"> {kept.entity.name}</span>
              </button>
            </span>
          </li>
        ))}
      </ul>
      <button type="button" onClick={() => setAsked({ revision: 0, entity: NEW_PERSON() })}>
        Add a person
      </button>
      {asked && (
        <EntityDialog
          key={asked.entity.id}
          title={asked.revision === 0 ? "A new person" : asked.entity.name}
          place={`programme ${programme} person ${asked.revision === 0 ? "new" : asked.entity.id}`}
          kept={asked}
          form={personForm(organisations)}
          store={(entity, revision) => programmesApi.storePart(programme, "people", entity, revision)}
          ofOneName={{
            words: "Use the one who is there",
            onOpen: setAsked,
            another: {
              words: "Save as another person of this name",
              store: (entity, revision) => programmesApi.storeNamesake(programme, entity, revision),
            },
          }}
          onStored={onChanged}
          onClose={() => setAsked(null)}
        />
      )}
      {removing && <RemoveQuestion programme={programme} person={removing} onRemoved={onChanged} onClose={() => setRemoving(null)} />}
    </section>
  );
}

function PersonFacts({ person, organisations }: { readonly person: Person; readonly organisations: readonly { id: string; name: string }[] }) {
  const organisation = organisations.find(({ id }) => id === person.organisation)?.name;
  return (
    <>
      <span class="hint">{[person.job, organisation].filter(Boolean).join(", ")}</span>{" "}
      <span class={person.consented ? "badge is-agreed" : "badge"}>{person.consented ? "may be named" : "not to be named"}</span>{" "}
      {person.invented && <span class="badge">invented</span>}
    </>
  );
}

interface RemoveProps {
  readonly programme: string;
  readonly person: Person;
  readonly onRemoved: () => void;
  readonly onClose: () => void;
}

function RemoveQuestion({ programme, person, onRemoved, onClose }: RemoveProps) {
  const { say } = useProgrammes();
  const task = useTask();
  const remove = () =>
    task.run(async () => {
      await programmesApi.removePart(programme, "people", person.id);
      say("The person is removed.");
      onRemoved();
      onClose();
    });
  return (
    <Question title={`Remove ${person.name}?`} yes="Remove this person" no="Keep them" onYes={remove} onNo={onClose} task={task}>
      <p>
        Name, job and consent are deleted, and cannot be brought back. On registers there is “somebody” in their place, with their
        organisation, so that the number of attendees stays right.
      </p>
    </Question>
  );
}

function byName({ entity: one }: Kept<Person>, { entity: other }: Kept<Person>): number {
  return one.name.localeCompare(other.name, "en-GB");
}
