/** Long work of the server: its steps as they come, line by line, and what came of it (SPEC L1). */

import { Problem, problemIn, problemOf, UNREACHABLE } from "../app/api";

/** How far work is: a step in words, and `done` of `of` things in it; both are 0 where nothing is counted. */
export interface Progress {
  readonly step: string;
  readonly done: number;
  readonly of: number;
}

/** How work that is waited for is stopped, and whom it tells how far it is. */
export interface Work {
  /** When it is aborted the connection is closed, and the server stops. */
  readonly stopped: AbortSignal;
  readonly tell: (progress: Progress) => void;
}

export interface Sent {
  readonly body: BodyInit;
  readonly type: string;
}

type Line = Progress | { readonly result: unknown } | { readonly problem: { readonly status: number } };

const CUT_OFF = "The connection ended before this was done. Try again.";

export const asJson = (body: unknown): Sent => ({ body: JSON.stringify(body), type: "application/json" });

/** Ask for long work, and return its result. Throws Problem. */
export async function told<T>(method: string, path: string, work: Work, sent?: Sent): Promise<T> {
  const headers = { Accept: "application/x-ndjson", ...(sent && { "Content-Type": sent.type }) };
  const answer = await fetch(path, { method, headers, body: sent?.body ?? null, signal: work.stopped }).catch(() => {
    throw new Problem(0, UNREACHABLE);
  });
  if (!answer.ok) throw await problemOf(answer);
  return (await lastOf(answer, work.tell)) as T;
}

async function lastOf(answer: Response, tell: Work["tell"]): Promise<unknown> {
  for await (const line of linesOf(answer)) {
    const said = read(line);
    if (said === null) break;
    if ("result" in said) return said.result;
    if ("problem" in said) throw problemIn(said.problem.status, said.problem);
    tell(said);
  }
  throw new Problem(0, CUT_OFF);
}

function read(line: string): Line | null {
  try {
    return JSON.parse(line) as Line;
  } catch {
    return null;
  }
}

async function* linesOf(answer: Response): AsyncGenerator<string> {
  const reader = answer.body?.getReader();
  const decoder = new TextDecoder();
  let begun: string[] = [];
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop -- each chunk comes after the one before
    const chunk = await reader?.read().catch(() => undefined);
    if (!chunk || chunk.done) return;
    const [first = "", ...others] = decoder.decode(chunk.value, { stream: true }).split("\n");
    begun.push(first);
    for (const next of others) {
      yield begun.join("");
      begun = [next];
    }
  }
}
