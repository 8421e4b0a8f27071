import { useState } from "preact/hooks";
import { boardAddress, groupAddress, programmeAddress } from "../app/address";
import { useMarkedPlace } from "../app/marked_place";
import { ProblemNote } from "../app/ProblemNote";
import { useLoaded, useTasksInTurn } from "../app/useTask";
import { NewBoard } from "../start/NewBoard";
import { dayWords } from "./days";
import { EntityDialog } from "./EntityDialog";
import { sessionForm } from "./forms";
import { Crumbs } from "./Crumbs";
import { ChooseForm } from "./ChooseForm";
import { programmesApi } from "./programmes_api";
import { Register } from "./Register";
import { useProgrammes } from "./scope";
import { TakeOut } from "./TakeOut";
import type { BoardName, SessionView } from "./types";
import { useTitle } from "./useTitle";

/** A session: the boards it works on, and who was there. */
export function SessionPage({ programme, session }: { readonly programme: string; readonly session: string }) {
  const { me } = useProgrammes();
  const found = useLoaded<SessionView | null>(() => programmesApi.session(programme, session), null);
  const view = found.value;
  const title = view ? titleOf(view) : "Session";
  useMarkedPlace(view !== null);
  useTitle(view ? `${view.group.entity.title}, ${title}` : undefined);
  return (
    <>
      <Crumbs
        above={[
          { title: view?.programme ?? "Programme", address: me.organiser ? programmeAddress(programme) : null },
          { title: view?.group.entity.title ?? "Group", address: view ? groupAddress(programme, view.group.entity.id) : null },
        ]}
        here={title}
        mayOpenAll={me.organiser}
      />
      <ProblemNote problem={found.problem} />
      {view && <Shown programme={programme} view={view} onChanged={found.reload} />}
    </>
  );
}

function titleOf({ session: { entity } }: SessionView): string {
  return `Session ${entity.number}, ${dayWords(entity.date)}`;
}

interface Props {
  readonly programme: string;
  readonly view: SessionView;
  readonly onChanged: () => void;
}

function Shown({ programme, view, onChanged }: Props) {
  const { me } = useProgrammes();
  const [open, setOpen] = useState(false);
  const { entity } = view.session;
  return (
    <>
      <header class="spread">
        <h1>{titleOf(view)}</h1>
        {me.organiser && (
          <div class="row">
            <button type="button" onClick={() => setOpen(true)}>
              Change
            </button>
            <TakeOut
              kind="session"
              title={titleOf(view)}
              words="Only a session without boards and without anybody on its register is taken out."
              work={() => programmesApi.removePart(programme, "sessions", entity.id)}
              then={groupAddress(programme, entity.group)}
            />
          </div>
        )}
      </header>
      <p class="hint">{[view.group.entity.title, entity.title, entity.minutes && `${entity.minutes} minutes`].filter(Boolean).join(", ")}</p>
      {view.group.entity.key_questions.length > 0 && <p class="inset">{view.group.entity.key_questions.at(-1)?.text}</p>}
      <Boards programme={programme} view={view} onChanged={onChanged} />
      <Register programme={programme} view={view} onChanged={onChanged} />
      {open && (
        <EntityDialog
          title="Change the session"
          place={`session ${programme} ${entity.id}`}
          kept={view.session}
          form={sessionForm}
          store={(changed, revision) => programmesApi.storePart(programme, "sessions", changed, revision)}
          onStored={onChanged}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}

function Boards({ programme, view, onChanged }: Props) {
  const { me, say } = useProgrammes();
  const task = useTasksInTurn();
  const session = view.session.entity.id;
  const takeOut = ({ id, title }: BoardName) =>
    task.run(async () => {
      await programmesApi.unplaceBoard(programme, session, id);
      say(`${title} belongs to no session now.`);
      onChanged();
    });
  return (
    <section aria-labelledby="boards-title">
      <h2 id="boards-title" tabIndex={-1}>
        Boards
      </h2>
      {view.boards.length === 0 && <p class="empty">No board belongs to this session yet.</p>}
      <ProblemNote problem={task.problem} />
      <ul class="boards">
        {view.boards.map((board) => (
          <li key={board.id} class="spread">
            <a href={boardAddress(board.id)}>{board.title || "Board without a title"}</a>
            {me.organiser && (
              <button type="button" class="quiet" onClick={() => takeOut(board)}>
                Take out<span class="hidden"> the board {board.title}</span>
              </button>
            )}
          </li>
        ))}
      </ul>
      {me.organiser && <MakeBoard programme={programme} session={session} isFirst={view.boards.length === 0} />}
      {me.organiser && <LinkBoard programme={programme} view={view} onChanged={onChanged} />}
    </section>
  );
}

interface MakeProps {
  readonly programme: string;
  readonly session: string;
  readonly isFirst: boolean;
}

/** What a session needs before all else: a board; the templates for it come with the press. */
function MakeBoard({ programme, session, isFirst }: MakeProps) {
  const { drafts } = useProgrammes();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button type="button" class={isFirst ? "primary" : undefined} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        Make a board for this session
      </button>
      {isOpen && <NewBoard drafts={drafts} level={3} session={{ programme, session }} />}
    </>
  );
}

/** Chooses one of the boards that this person knows; one of another session is refused with words. */
function LinkBoard({ programme, view, onChanged }: Props) {
  const { me } = useProgrammes();
  const here = new Set(view.boards.map(({ id }) => id));
  const others = me.boards.filter(({ id }) => !here.has(id));
  if (others.length === 0) return null;
  return (
    <ChooseForm
      label="A board that is there already"
      ask="Choose a board"
      options={others.map(({ id, title }) => ({ value: id, label: title || "Board without a title" }))}
      button="Put it into this session"
      during="Putting it there…"
      said="The board belongs to this session now."
      work={(board) => programmesApi.placeBoard(programme, view.session.entity.id, board)}
      onDone={onChanged}
    />
  );
}
