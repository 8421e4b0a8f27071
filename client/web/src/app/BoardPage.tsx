import { useCallback, useEffect, useLayoutEffect, useMemo, useState } from "preact/hooks";
import { BoardConnection, openBoard } from "../sync/connection";
import { Viewport } from "../board/viewport";
import { News } from "../news/news";
import { Drafts } from "../text/drafts";
import { api, type BoardInfo, Problem } from "./api";
import { BoardShell } from "./BoardShell";
import { BoardContext } from "./scope";
import { ViewState } from "./view";

/** One board: finds out what this person may do there, connects, and shows it. */
export function BoardPage({ board }: { readonly board: string }) {
  const [info, setInfo] = useState<BoardInfo | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const load = useCallback(() => {
    setProblem(null);
    loadInfo(board).then(setInfo, setProblem);
  }, [board]);
  useEffect(load, [load]);
  if (problem) return <CannotOpen problem={problem} onRetry={load} />;
  if (!info) return <p class="page">Opening the board…</p>;
  return <OpenBoard key={info.content} info={info} onStale={load} />;
}

function OpenBoard({ info, onStale }: { readonly info: BoardInfo; readonly onStale: () => void }) {
  const [connection, setConnection] = useState<BoardConnection | null>(null);
  useEffect(() => {
    const opened = openBoard(addressOf(info), { onStale });
    setConnection(opened);
    return () => opened.close();
  }, [info, onStale]);
  return connection && <ConnectedBoard info={info} connection={connection} />;
}

/** What is under here is drawn anew when a refused edit made the page begin again with what the server has. */
function ConnectedBoard({ info, connection }: { readonly info: BoardInfo; readonly connection: BoardConnection }) {
  const view = useMemo(() => new ViewState(), []);
  const viewport = useMemo(() => new Viewport(), []);
  const { model } = connection.session.value;
  // The text that was being written was refused with the rest: what happened comes first.
  useLayoutEffect(() => () => {
    view.editing.value = null;
  }, [model, view]);
  const drafts = useMemo(() => new Drafts(`${info.id} ${info.participant.id}`), [info]);
  const news = useMemo(() => new News(), []);
  const scope = useMemo(
    () => ({ info, connection, model, view, viewport, drafts, news }),
    [info, connection, model, view, viewport, drafts, news],
  );
  return (
    <BoardContext.Provider value={scope}>
      <BoardShell />
    </BoardContext.Provider>
  );
}

function addressOf(info: BoardInfo) {
  const { id, name, organisation } = info.participant;
  const person = organisation ? { id, name, organisation } : { id, name };
  return { id: info.id, content: info.content, stage: info.stage, role: info.role, participant: person };
}

const KNOWN = "manualboard board ";

/** What the server says of the board; without a network, what it said last time, so that the copy here can be used. */
async function loadInfo(board: string): Promise<BoardInfo> {
  try {
    const info = await api.board(board);
    localStorage.setItem(KNOWN + board, JSON.stringify(info));
    return info;
  } catch (error) {
    const known = localStorage.getItem(KNOWN + board);
    if (known !== null && error instanceof Problem && error.status === 0) return JSON.parse(known) as BoardInfo;
    throw error;
  }
}

function CannotOpen({ problem, onRetry }: { readonly problem: unknown; readonly onRetry: () => void }) {
  const status = problem instanceof Problem ? problem.status : 0;
  const isRefused = status === 401 || status === 403 || status === 404;
  return (
    <main class="page">
      <h1>{isRefused ? "You cannot open this board" : "The board cannot be opened just now"}</h1>
      {isRefused ? (
        <p>Boards open by a link. Ask the person who runs the board for one, and open it in this browser.</p>
      ) : (
        <p>{problem instanceof Problem ? problem.message : "Something went wrong on this page."}</p>
      )}
      <p class="row">
        <button type="button" onClick={onRetry}>
          Try again
        </button>
        <a href="/">Go to the start page</a>
      </p>
    </main>
  );
}
