import { useState } from "preact/hooks";
import { programmeAddress, sessionAddress } from "../app/address";
import { useMarkedPlace } from "../app/marked_place";
import { ProblemNote } from "../app/ProblemNote";
import { useLoaded } from "../app/useTask";
import { dayWords, today } from "./days";
import { EntityDialog } from "./EntityDialog";
import { groupForm, NEW_SESSION, questionForm, sessionForm } from "./forms";
import { Commitments } from "./Commitments";
import { Crumbs } from "./Crumbs";
import { programmesApi } from "./programmes_api";
import { useProgrammes } from "./scope";
import { TakeOut } from "./TakeOut";
import { type Figures, type Group, type GroupView, KIND_WORD, type Kept, type Places, type Session, type WholeProgramme } from "./types";
import { useTitle } from "./useTitle";

/** A group: its question with its history, who leads it, its sessions, and who took part. */
export function GroupPage({ programme, group }: { readonly programme: string; readonly group: string }) {
  const { me } = useProgrammes();
  const found = useLoaded<GroupView | null>(() => programmesApi.group(programme, group), null);
  const view = found.value;
  useTitle(view?.group.entity.title);
  useMarkedPlace(view !== null);
  return (
    <>
      <Crumbs
        above={[{ title: view?.programme ?? "Programme", address: me.organiser ? programmeAddress(programme) : null }]}
        here={view?.group.entity.title ?? "Group"}
        mayOpenAll={me.organiser}
      />
      <ProblemNote problem={found.problem} />
      {view && <Shown programme={programme} view={view} mayChange={me.organiser} onChanged={found.reload} />}
    </>
  );
}

interface Props {
  readonly programme: string;
  readonly view: GroupView;
  readonly mayChange: boolean;
  readonly onChanged: () => void;
}

function Shown({ programme, view, mayChange, onChanged }: Props) {
  const { entity } = view.group;
  return (
    <>
      <header class="spread">
        <h1>{entity.title}</h1>
        {mayChange && (
          <div class="row">
            <ChangeGroup programme={programme} kept={view.group} onChanged={onChanged} />
            <TakeOut
              kind="group"
              title={entity.title}
              words="Its key questions go with it. Only a group without sessions is taken out."
              work={() => programmesApi.removePart(programme, "groups", entity.id)}
              then={programmeAddress(programme)}
            />
          </div>
        )}
      </header>
      <dl class="facts">
        <Fact word="Kind" fact={`${KIND_WORD[entity.kind]} ${entity.number}`} />
        <Fact word="Theme" id="theme" fact={entity.theme} />
        <Fact word="Pillar" id="pillar" fact={entity.pillar} />
        <Fact word="Facilitated by" id="facilitators" fact={view.facilitators.map(({ name }) => name).join(", ")} />
      </dl>
      <KeyQuestion programme={programme} kept={view.group} mayChange={mayChange} onChanged={onChanged} />
      <WhoTookPart figures={view.figures} group={entity} />
      <Sessions programme={programme} view={view} mayChange={mayChange} onChanged={onChanged} />
      <Commitments programme={programme} view={view} />
    </>
  );
}

interface FactProps {
  readonly word: string;
  readonly fact: string;
  /** By which the address of the page names it. */
  readonly id?: string;
}

function Fact({ word, fact, id }: FactProps) {
  if (!fact) return null;
  return (
    <div id={id}>
      <dt>{word}</dt>
      <dd>{fact}</dd>
    </div>
  );
}

interface ChangeProps {
  readonly programme: string;
  readonly kept: Kept<Group>;
  readonly onChanged: () => void;
}

function ChangeGroup({ programme, kept, onChanged }: ChangeProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" onClick={() => setOpen(true)}>
        Change
      </button>
      {open && <GroupDialog programme={programme} kept={kept} onChanged={onChanged} onClose={() => setOpen(false)} />}
    </>
  );
}

function GroupDialog({ programme, kept, onChanged, onClose }: ChangeProps & { readonly onClose: () => void }) {
  const whole = useLoaded<readonly [WholeProgramme, Places] | null>(
    () => Promise.all([programmesApi.whole(programme), programmesApi.places()]),
    null,
  );
  if (whole.problem) return <ProblemNote problem={whole.problem} />;
  if (!whole.value) return null;
  const [{ people }, places] = whole.value;
  return (
    <EntityDialog
      title="Change the group"
      place={`group ${programme} ${kept.entity.id}`}
      kept={kept}
      form={groupForm(people.map(({ entity }) => entity), places)}
      store={(entity, revision) => programmesApi.storePart(programme, "groups", entity, revision)}
      onStored={onChanged}
      onClose={onClose}
    />
  );
}

function KeyQuestion({ programme, kept, mayChange, onChanged }: ChangeProps & { readonly mayChange: boolean }) {
  const [open, setOpen] = useState(false);
  const wordings = kept.entity.key_questions.toReversed();
  const [current, ...earlier] = wordings;
  return (
    <section aria-labelledby="question-title">
      <h2 id="question-title">Key question</h2>
      {current ? (
        <div class="inset">
          <p>{current.text}</p>
          <p class="hint">since {dayWords(current.since)}</p>
        </div>
      ) : (
        <p class="empty">Not asked yet.</p>
      )}
      {earlier.length > 0 && (
        <details>
          <summary>Earlier wordings ({earlier.length})</summary>
          <ul class="rows">
            {earlier.map(({ text, since }) => (
              <li key={`${since} ${text}`}>
                {text} <span class="hint">since {dayWords(since)}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
      {mayChange && (
        <button type="button" onClick={() => setOpen(true)}>
          {current ? "Word it anew" : "Write the key question"}
        </button>
      )}
      {open && (
        <EntityDialog
          title="Key question"
          place={`group ${programme} ${kept.entity.id} question`}
          kept={kept}
          form={questionForm(today())}
          store={(entity, revision) => programmesApi.storePart(programme, "groups", entity, revision)}
          onStored={onChanged}
          onClose={() => setOpen(false)}
        />
      )}
    </section>
  );
}

function WhoTookPart({ figures, group }: { readonly figures: Figures; readonly group: Group }) {
  return (
    <section aria-labelledby="figures-title">
      <h2 id="figures-title">Who took part</h2>
      <dl class="facts">
        <Fact word="Attendance" id="attendance" fact={figures.said} />
        <Fact word="Organisations" fact={figures.organisations.join("; ")} />
        <Fact word="Council areas" fact={figures.places.join("; ")} />
        <Fact word={group.icbs === null ? "ICBs" : "ICBs, as named for this group"} id="icbs" fact={figures.icbs.join("; ")} />
        <Fact word="Without a council area" fact={figures.elsewhere.join("; ")} />
      </dl>
      <p class="hint">
        Counted from the registers of {figures.sessions === 1 ? "the one session" : `the ${figures.sessions} sessions`} held: each
        person once, {group.facilitators_count ? "facilitators too" : "facilitators left out"}. An average is rounded.
      </p>
    </section>
  );
}

function Sessions({ programme, view, mayChange, onChanged }: Props) {
  const [fresh, setFresh] = useState<Kept<Session> | null>(null);
  const group = view.group.entity.id;
  const next = Math.max(0, ...view.sessions.map(({ entity }) => entity.number)) + 1;
  return (
    <section aria-labelledby="sessions-title">
      <h2 id="sessions-title">Sessions</h2>
      {view.sessions.length === 0 && <p class="empty">No sessions yet.</p>}
      <ul class="rows">
        {view.sessions.map(({ entity }) => (
          <li key={entity.id}>
            <a href={sessionAddress(programme, entity.id)}>
              Session {entity.number}, {dayWords(entity.date)}
            </a>
            <span class="hint"> {sessionWords(entity, view.boards[entity.id]?.length ?? 0)}</span>
          </li>
        ))}
      </ul>
      {mayChange && (
        <button type="button" onClick={() => setFresh({ revision: 0, entity: NEW_SESSION(group, next, today()) })}>
          Add a session
        </button>
      )}
      {fresh && (
        <EntityDialog
          title="A new session"
          place={`group ${programme} ${group} new session`}
          kept={fresh}
          form={sessionForm}
          store={(entity, revision) => programmesApi.storePart(programme, "sessions", entity, revision)}
          onStored={onChanged}
          onClose={() => setFresh(null)}
        />
      )}
    </section>
  );
}

function sessionWords({ title, register }: Session, boards: number): string {
  const present = register.filter(({ attended }) => attended === "present").length;
  return [title, `${present} present`, boards === 1 ? "1 board" : `${boards} boards`].filter(Boolean).join(", ");
}
