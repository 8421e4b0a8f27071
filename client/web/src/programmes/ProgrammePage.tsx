import { useState } from "preact/hooks";
import { groupAddress } from "../app/address";
import { useMarkedPlace } from "../app/marked_place";
import { ProblemNote } from "../app/ProblemNote";
import { useLoaded } from "../app/useTask";
import { newId } from "../model/ids";
import { EntityDialog, type EntityForm } from "./EntityDialog";
import { groupForm, NEW_GROUP, objectiveForm, phaseForm, programmeForm } from "./forms";
import { Organisations } from "./Organisations";
import { People } from "./People";
import { Reports } from "../reports/Reports";
import { Crumbs } from "./Crumbs";
import { programmesApi } from "./programmes_api";
import { RemoveProgramme } from "./RemoveProgramme";
import { SaveAsFile } from "./SaveAsFile";
import { Timeline } from "./Timeline";
import { type Group, type GroupKind, KIND_WORDS, type Kept, type Places, type Programme, type WholeProgramme } from "./types";
import { useEdits } from "./use_edits";
import { useTitle } from "./useTitle";

const NO_PLACES: Places = { places: [], icbs: [], own: false, fault: null };
const KINDS = Object.keys(KIND_WORDS) as readonly GroupKind[];

/** A programme: what it is for, what is fixed, its time, its groups, its people. */
export function ProgrammePage({ programme }: { readonly programme: string }) {
  const found = useLoaded<WholeProgramme | null>(() => programmesApi.whole(programme), null);
  const places = useLoaded(programmesApi.places, NO_PLACES);
  useMarkedPlace(found.value !== null);
  useTitle(found.value?.programme.entity.title);
  return (
    <>
      <Crumbs above={[]} here={found.value?.programme.entity.title ?? "Programme"} mayOpenAll />
      <ProblemNote problem={found.problem} />
      {found.value && <Overview whole={found.value} places={places.value} onChanged={found.reload} />}
    </>
  );
}

interface Props {
  readonly whole: WholeProgramme;
  readonly places: Places;
  readonly onChanged: () => void;
}

interface Asked {
  readonly title: string;
  readonly place: string;
  readonly form: EntityForm<Programme>;
}

function Overview({ whole, places, onChanged }: Props) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const edits = useEdits(whole.programme, programmesApi.store);
  const { entity } = edits.kept;
  const fresh = useFreshId();
  const ask = (title: string, place: string, form: EntityForm<Programme>) => setAsked({ title, place: `programme ${entity.id} ${place}`, form });
  const without = (what: string, change: (programme: Programme) => Partial<Programme>) =>
    edits.edit((programme) => ({ ...programme, ...change(programme) }), () => `Taken out: ${what}.`);
  return (
    <>
      <header class="spread">
        <h1>{entity.title}</h1>
        <div class="row">
          <button type="button" onClick={() => ask("Change the programme", "itself", programmeForm)}>
            Change
          </button>
          <SaveAsFile name={entity.title} load={() => programmesApi.document(entity.id)}>
            Save as a file
          </SaveAsFile>
          <RemoveProgramme programme={entity} />
        </div>
      </header>
      {entity.purpose && <p class="plain-text">{entity.purpose}</p>}
      <ProblemNote problem={edits.problem} />
      <section aria-labelledby="phases-title">
        <h2 id="phases-title">Phases</h2>
        {entity.phases.length === 0 && <p class="empty">No phases yet.</p>}
        <Timeline
          phases={entity.phases}
          onChange={(id) => ask("Change the phase", `phase ${id}`, phaseForm(id))}
          onRemove={(phase) => without(phase.title, ({ phases }) => ({ phases: phases.filter(({ id }) => id !== phase.id) }))}
        />
        <button type="button" onClick={() => ask("A new phase", "new phase", phaseForm(fresh.id))}>
          Add a phase
        </button>
      </section>
      <Parameters programme={entity} />
      <section aria-labelledby="objectives-title">
        <h2 id="objectives-title">Objectives</h2>
        {entity.objectives.length === 0 && <p class="empty">No objectives yet.</p>}
        <ol class="rows numbered">
          {entity.objectives.map(({ id, text }, index) => (
            <li key={id}>
              <div class="spread one-line">
                <span class="plain-text">{text}</span>
                <span class="row">
                  <button type="button" class="quiet" onClick={() => ask("Change the objective", `objective ${id}`, objectiveForm(id))}>
                    Change<span class="hidden"> objective {index + 1}</span>
                  </button>
                  <button
                    type="button"
                    class="quiet"
                    onClick={() => without(`objective ${index + 1}`, ({ objectives }) => ({ objectives: objectives.filter((each) => each.id !== id) }))}
                  >
                    Take out<span class="hidden"> objective {index + 1}</span>
                  </button>
                </span>
              </div>
            </li>
          ))}
        </ol>
        <button type="button" onClick={() => ask("A new objective", "new objective", objectiveForm(fresh.id))}>
          Add an objective
        </button>
      </section>
      <Groups whole={whole} places={places} onChanged={onChanged} />
      <Reports programme={entity.id} />
      <People whole={whole} onChanged={onChanged} />
      <Organisations whole={whole} places={places} onChanged={onChanged} />
      {asked && (
        <EntityDialog
          {...asked}
          kept={edits.kept}
          store={programmesApi.store}
          onStored={(stored) => {
            fresh.renew();
            edits.take(stored);
            onChanged();
          }}
          onClose={() => setAsked(null)}
        />
      )}
    </>
  );
}

/** The id of what is added next: the same one until it is stored, so that what was sent twice is there once. */
function useFreshId() {
  const [id, setId] = useState(newId);
  return { id, renew: () => setId(newId()) };
}

function Parameters({ programme: { parameters } }: { readonly programme: Programme }) {
  const parts = [
    { title: "What is fixed", list: parameters.fixed },
    { title: "What is left open on purpose", list: parameters.left_open },
  ];
  return (
    <section aria-labelledby="parameters-title">
      <h2 id="parameters-title">Parameters</h2>
      <div class="side-by-side">
        {parts.map(({ title, list }) => (
          <div key={title}>
            <h3>{title}</h3>
            {list.length === 0 ? (
              <p class="empty">Nothing is named yet.</p>
            ) : (
              <ul class="bulleted">
                {list.map((each) => (
                  <li key={each}>{each}</li>
                ))}
              </ul>
            )}
          </div>
        ))}
      </div>
    </section>
  );
}

function Groups({ whole, places, onChanged }: Props) {
  const [fresh, setFresh] = useState<Kept<Group> | null>(null);
  const programme = whole.programme.entity.id;
  const groups = whole.groups.map(({ entity }) => entity);
  return (
    <section aria-labelledby="groups-title">
      <h2 id="groups-title">Groups</h2>
      {groups.length === 0 && <p class="empty">No groups yet.</p>}
      {KINDS.filter((kind) => groups.some((group) => group.kind === kind)).map((kind) => (
        <div key={kind}>
          <h3>{KIND_WORDS[kind]}</h3>
          <ul class="rows">
            {groups
              .filter((group) => group.kind === kind)
              .toSorted((one, other) => one.number - other.number)
              .map((group) => (
                <li key={group.id}>
                  <a href={groupAddress(programme, group.id)}>{group.title}</a>
                  <span class="hint"> {[group.theme, whole.figures[group.id]?.said].filter(Boolean).join(": ")}</span>
                </li>
              ))}
          </ul>
        </div>
      ))}
      <button type="button" onClick={() => setFresh({ revision: 0, entity: NEW_GROUP(groups.length + 1) })}>
        Add a group
      </button>
      {fresh && (
        <EntityDialog
          title="A new group"
          place={`programme ${programme} new group`}
          kept={fresh}
          form={groupForm(whole.people.map(({ entity }) => entity), places)}
          store={(entity, revision) => programmesApi.storePart(programme, "groups", entity, revision)}
          onStored={onChanged}
          onClose={() => setFresh(null)}
        />
      )}
    </section>
  );
}
