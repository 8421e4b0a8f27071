/** Parts of the page that are loaded when they are first shown: what somebody who takes part does not need at first. */

import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { type Loaded, useLoaded } from "./useTask";

/** `away`: try again; `old`: the server has another page by now, and only reloading helps, as it does where it is `odd`. */
export type Failure = "away" | "old" | "odd";

const WORDS: Readonly<Record<Failure, string>> = {
  away: "This part of the page could not be loaded, for the server cannot be reached. Nothing that you wrote is lost. Check your connection, then try again.",
  old: "The server has a newer version of this page. Nothing that you wrote is lost. Reload the page to go on; what is not sent yet is sent then.",
  odd: "This part of the page could not be loaded. Nothing that you wrote is lost. Reload the page to go on; what is not sent yet is sent then.",
};

/** A part cannot be shown, in words that say what to do. */
export class NotLoaded extends Error {
  constructor(readonly failure: Failure) {
    super(WORDS[failure]);
  }
}

export class Later<P> {
  /** Once it is here it stays, and is shown at once. */
  here: ComponentType<P> | null = null;

  constructor(private readonly fetchPart: () => Promise<ComponentType<P>>) {}

  /** Throws NotLoaded. */
  async load(): Promise<ComponentType<P>> {
    try {
      this.here = await this.fetchPart();
      return this.here;
    } catch (error) {
      if (error instanceof NotLoaded) throw error;
      const served = await servedPage();
      if (isOurs(served)) reportError(error);
      throw new NotLoaded(isOurs(served) ? "odd" : "old");
    }
  }
}

/**
 * Fetches a part only once the server answers, and else throws NotLoaded: a script that could not be fetched is not asked
 * for a second time by a browser, so that no other try would help.
 */
export function onceReached<P>(fetchPart: () => Promise<ComponentType<P>>): Later<P> {
  return new Later(async () => {
    await servedPage();
    return fetchPart();
  });
}

/** The page as the server has it now. Throws NotLoaded. */
async function servedPage(): Promise<string> {
  const answer = await fetch("/", { cache: "no-store" }).catch(() => null);
  if (!answer?.ok) throw new NotLoaded("away");
  return answer.text();
}

/** A page names the script that goes with it. */
function isOurs(served: string): boolean {
  const script = document.querySelector("script[type=module][src]")?.getAttribute("src");
  return !script || served.includes(script);
}

/** The part once it is loaded; null before, and as long as it cannot be. */
export function useLater<P>(part: Later<P>): Loaded<ComponentType<P> | null> {
  return useLoaded<ComponentType<P> | null>(() => part.load(), part.here, part);
}

/** What loads faster than this needs no word in between, in milliseconds. */
const UNNOTICED = 400;

/** True once this was shown for so long that somebody wonders. */
export function useWondering(): boolean {
  const [wonders, setWonders] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setWonders(true), UNNOTICED);
    return () => clearTimeout(timer);
  }, []);
  return wonders;
}
