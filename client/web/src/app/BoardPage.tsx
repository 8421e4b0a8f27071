import { effect } from "@preact/signals";
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { BoardConnection, openBoard } from "../sync/connection";
import { Viewport } from "../board/viewport";
import { commentSender } from "../comments/comments_api";
import { Outbox } from "../comments/outbox";
import { Threads } from "../comments/threads";
import { News } from "../news/news";
import { PrivateCards } from "../private/private_cards";
import { privateServer } from "../private/private_server";
import { Suggestions } from "../suggestions/suggestions";
import { Drafts } from "../text/drafts";
import { api, type BoardInfo, Problem } from "./api";
import { BoardShell } from "./BoardShell";
import { BoardContext } from "./scope";
import { ViewState } from "./view";

/** One board: finds out what this person may do there, connects, and shows it. */
export function BoardPage({ board }: { readonly board: string }) {
  const [info, setInfo] = useState<BoardInfo | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const [lost, setLost] = useState<BoardInfo | null>(null);
  const load = useCallback(() => {
    setProblem(null);
    loadInfo(board).then(setInfo, async (failed: unknown) => {
      setLost(await lostBoard(board, failed));
      setProblem(failed);
    });
  }, [board]);
  useEffect(load, [load]);
  if (problem) return <CannotOpen problem={problem} lost={lost} onRetry={load} />;
  if (!info) return <p class="page">Opening the board…</p>;
  return <OpenBoard key={info.content} info={info} onStale={load} />;
}

function OpenBoard({ info, onStale }: { readonly info: BoardInfo; readonly onStale: () => void }) {
  const [connection, setConnection] = useState<BoardConnection | null>(null);
  useEffect(() => {
    const opened = openBoard(addressOf(info), { onStale });
    setConnection(opened);
    const stop = effect(() => {
      if (isShutOut(opened)) onStale();
    });
    return () => {
      stop();
      opened.close();
    };
  }, [info, onStale]);
  return connection && <ConnectedBoard info={info} connection={connection} />;
}

/** The board is closed to this person, and nothing here is only theirs: what is not saved must still be copied. */
function isShutOut({ saved, shelf }: BoardConnection): boolean {
  return saved.value.kind === "ended" && saved.value.edits === 0 && shelf.rescues.value.length === 0;
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
  const privately = useMemo(() => new PrivateCards(`${info.id} ${info.participant.id}`, privateServer(info.id)), [info]);
  const comments = useMemo(() => new Threads(), []);
  const suggestions = useMemo(() => new Suggestions(info.id), [info]);
  const outbox = useMemo(() => {
    const isSaved = () => connection.session.peek().unsent.edits.peek() === 0;
    return new Outbox(`${info.id} ${info.participant.id}`, commentSender(info.id, isSaved), (thread) => {
      comments.takeOne(thread);
      view.announce("The comment is sent.");
    });
  }, [info, connection, comments, view]);
  const scope = useMemo(
    () => ({ info, connection, model, view, viewport, drafts, news, privately, comments, outbox, suggestions }),
    [info, connection, model, view, viewport, drafts, news, privately, comments, outbox, suggestions],
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
    const known = knownInfo(board);
    if (known && error instanceof Problem && error.status === 0) return known;
    throw error;
  }
}

function knownInfo(board: string): BoardInfo | null {
  return JSON.parse(localStorage.getItem(KNOWN + board) ?? "null") as BoardInfo | null;
}

/** The board as this browser knows it, where the same person had it open and may not any more. */
async function lostBoard(board: string, failed: unknown): Promise<BoardInfo | null> {
  const known = knownInfo(board);
  if (!known || !(failed instanceof Problem) || failed.status === 0) return null;
  const me = await api.me().catch(() => null);
  return me?.participant?.id === known.participant.id ? known : null;
}

interface CannotProps {
  readonly problem: unknown;
  /** The board that this person had and lost. */
  readonly lost: BoardInfo | null;
  readonly onRetry: () => void;
}

function CannotOpen({ problem, lost, onRetry }: CannotProps) {
  const status = problem instanceof Problem ? problem.status : 0;
  const isRefused = status === 401 || status === 403 || status === 404;
  return (
    <main class="page narrow">
      {isRefused && lost && <ShutOut title={lost.title} />}
      {isRefused && !lost && <Stranger isSignedOut={status === 401} />}
      {!isRefused && <NotNow problem={problem} />}
      <p class="row">
        <button type="button" onClick={onRetry}>
          Try again
        </button>
        <a href="/">Go to the start page</a>
      </p>
    </main>
  );
}

/** What happened to somebody who was on the board, and what to do now. */
function ShutOut({ title }: { readonly title: string }) {
  const heading = useRef<HTMLHeadingElement>(null);
  // The board has gone from under the person's hands: what has the focus is read out.
  useEffect(() => heading.current?.focus(), []);
  return (
    <>
      <h1 ref={heading} tabIndex={-1}>
        You no longer have access to this board
      </h1>
      <p>The link by which you joined “{title}” was withdrawn by somebody who runs the board.</p>
      <p>What you wrote and was saved is still on the board.</p>
      <p>To come back, ask the person who runs the board for a new link, and open it in this browser.</p>
    </>
  );
}

function Stranger({ isSignedOut }: { readonly isSignedOut: boolean }) {
  return (
    <>
      <h1>You cannot open this board</h1>
      {isSignedOut && <p>This browser does not know you, or you signed out.</p>}
      <p>Boards open by a link. Ask the person who runs the board for one, and open it in this browser.</p>
    </>
  );
}

function NotNow({ problem }: { readonly problem: unknown }) {
  return (
    <>
      <h1>The board cannot be opened just now</h1>
      <p>{problem instanceof Problem ? problem.message : "Something went wrong on this page."}</p>
    </>
  );
}
