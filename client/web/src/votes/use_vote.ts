import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { useBoard } from "../app/scope";
import type { Vote } from "../model/votes";
import { isElsewhere, type MyVote, votesApi } from "./votes_api";

/** How often the page asks how many have voted, in milliseconds: often enough to wait for the last, and no stream of who did. */
const PACE = 5000;

export interface OpenVote {
  readonly my: MyVote | null;
  readonly busy: boolean;
  readonly problem: unknown;
  /** Do something about the vote, after what was asked before, and say aloud what came of it. */
  readonly act: (work: (before: MyVote | null) => Promise<MyVote>, said: (now: MyVote) => string) => void;
}

/** What this person said in an open vote, and how many have taken part, up to date while it is shown. */
export function useVote({ id }: Vote): OpenVote {
  const { info, view } = useBoard();
  const [my, setMy] = useState<MyVote | null>(null);
  const [waiting, setWaiting] = useState(0);
  const [problem, setProblem] = useState<unknown>(null);
  const newest = useRef<MyVote | null>(null);
  const queue = useRef(Promise.resolve());
  const isShown = useRef(true);
  const take = useCallback((now: MyVote) => {
    newest.current = now;
    if (isShown.current) setMy(now);
  }, []);
  const ask = useCallback(async () => {
    try {
      take(await votesApi.mine(info.id, id));
      setProblem((before: unknown) => (isElsewhere(before) ? null : before));
    } catch (error) {
      // Any other trouble passes, for it is asked again soon; this lasts where the server that has the marks is gone.
      if (isElsewhere(error)) setProblem(error);
    }
  }, [info.id, id, take]);
  useEffect(() => {
    isShown.current = true;
    const askInTurn = () => {
      if (!document.hidden) queue.current = queue.current.then(ask);
    };
    askInTurn();
    const timer = setInterval(askInTurn, PACE);
    return () => {
      isShown.current = false;
      clearInterval(timer);
    };
  }, [ask]);
  const act = useCallback<OpenVote["act"]>(
    (work, said) => {
      setWaiting((count) => count + 1);
      setProblem(null);
      const inTurn = async () => {
        const now = await work(newest.current);
        take(now);
        view.announce(said(now));
      };
      queue.current = queue.current
        .then(inTurn)
        .catch(setProblem)
        .finally(() => setWaiting((count) => count - 1));
    },
    [view, take],
  );
  return { my, busy: waiting > 0, problem, act };
}
