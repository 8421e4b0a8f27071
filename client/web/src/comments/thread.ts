/** Comments as the server gives them to this person (SPEC C). */

import type { Attribution } from "../model/types";

export const COMMENT_ROOTS = ["cards", "areas", "zones"] as const;

export type CommentRoot = (typeof COMMENT_ROOTS)[number];

/** What a thread stands on. */
export interface CommentPlace {
  readonly root: CommentRoot;
  readonly id: string;
}

export interface Mentioned {
  readonly participant: string;
  readonly name: string;
}

export interface Comment {
  readonly id: string;
  /** The writer's name or organisation; null where nobody is named. */
  readonly by: string | null;
  readonly mine: boolean;
  readonly text: string;
  readonly mentions: readonly Mentioned[];
  /** The day, and beside a name the moment, too. */
  readonly day: string;
  readonly at: string | null;
  readonly revision: number;
  readonly deleted: boolean;
}

export interface Thread {
  readonly id: string;
  readonly root: CommentRoot;
  readonly place: string;
  readonly resolved: boolean;
  readonly revision: number;
  readonly comments: readonly Comment[];
}

/** A comment that mentions this person, who has not read it. */
export interface Mention {
  readonly thread: string;
  readonly comment: string;
}

export interface ThreadList {
  /** The number of the newest change that is in it. */
  readonly revision: number;
  readonly threads: readonly Thread[];
  readonly unread: readonly Mention[];
}

/** What somebody says; the mark tells a repeat from news. */
export interface Said {
  readonly text: string;
  readonly mentions: readonly string[];
  readonly attribution: Attribution;
  readonly mark: string;
}

/** One comment that was not deleted is enough for a thread to be shown. */
export function saysSomething({ comments }: Thread): boolean {
  return comments.some(({ deleted }) => !deleted);
}
