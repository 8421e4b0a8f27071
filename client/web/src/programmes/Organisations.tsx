import { useState } from "preact/hooks";
import { ProblemNote } from "../app/ProblemNote";
import { TaskButton } from "../app/TaskButton";
import { useTask } from "../app/useTask";
import { EntityDialog } from "./EntityDialog";
import { NEW_ORGANISATION, organisationForm } from "./forms";
import { programmesApi } from "./programmes_api";
import { useProgrammes } from "./scope";
import type { Kept, Organisation, Places, WholeProgramme } from "./types";

interface Props {
  readonly whole: WholeProgramme;
  readonly places: Places;
  readonly onChanged: () => void;
}

/** Where people come from; council areas and ICBs follow from it. */
export function Organisations({ whole, places, onChanged }: Props) {
  const [asked, setAsked] = useState<Kept<Organisation> | null>(null);
  const programme = whole.programme.entity.id;
  return (
    <section aria-labelledby="organisations-title">
      <h2 id="organisations-title">Organisations</h2>
      {places.fault && <p class="banner">The server’s own file of places is not used: {places.fault}</p>}
      {whole.organisations.length === 0 && <p class="empty">No organisations yet.</p>}
      <ul class="rows">
        {whole.organisations.map((kept) => (
          <OrganisationRow
            key={kept.entity.id}
            programme={programme}
            organisation={kept.entity}
            places={places}
            onAsk={() => setAsked(kept)}
            onChanged={onChanged}
          />
        ))}
      </ul>
      <button type="button" onClick={() => setAsked({ revision: 0, entity: NEW_ORGANISATION() })}>
        Add an organisation
      </button>
      {asked && (
        <EntityDialog
          key={asked.entity.id}
          title={asked.revision === 0 ? "A new organisation" : asked.entity.name}
          place={`programme ${programme} organisation ${asked.revision === 0 ? "new" : asked.entity.id}`}
          kept={asked}
          form={organisationForm(places)}
          store={(entity, revision) => programmesApi.storePart(programme, "organisations", entity, revision)}
          ofOneName={{ words: "Use the one that is there", onOpen: setAsked }}
          onStored={onChanged}
          onClose={() => setAsked(null)}
        />
      )}
    </section>
  );
}

interface RowProps {
  readonly programme: string;
  readonly organisation: Organisation;
  readonly places: Places;
  readonly onAsk: () => void;
  readonly onChanged: () => void;
}

function OrganisationRow({ programme, organisation, places, onAsk, onChanged }: RowProps) {
  const { say } = useProgrammes();
  const task = useTask();
  const takeOut = () =>
    task.run(async () => {
      await programmesApi.removePart(programme, "organisations", organisation.id);
      say(`Taken out: ${organisation.name}.`);
      onChanged();
    });
  return (
    <li id={`organisation-${organisation.id}`}>
      <div class="spread">
        <span>
          {organisation.name} <span class="hint">{whereWords(organisation, places)}</span>
        </span>
        <span class="row">
          <button type="button" class="quiet" onClick={onAsk}>
            Change<span class="hidden"> {organisation.name}</span>
          </button>
          <TaskButton task={task} during={`Taking out ${organisation.name}…`} class="quiet" onPress={takeOut}>
            Take out<span class="hidden"> {organisation.name}</span>
          </TaskButton>
        </span>
      </div>
      <ProblemNote problem={task.problem} />
    </li>
  );
}

function whereWords({ place, icb }: Organisation, { places, icbs }: Places): string {
  const words = [
    place && `council area: ${places.find(({ id }) => id === place)?.name ?? place}`,
    icb && `ICB: ${icbs.find(({ id }) => id === icb)?.name ?? icb}`,
  ];
  return words.filter(Boolean).join("; ") || "no council area";
}
