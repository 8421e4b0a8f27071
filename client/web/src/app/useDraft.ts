import { useState } from "preact/hooks";
import { newId } from "../model/ids";
import type { Drafts } from "../text/drafts";

/** What is being written in a form that is sent whole. */
export interface Draft<T> {
  readonly value: T;
  /** It was written at an earlier opening of the form, and not sent. */
  readonly isBack: boolean;
  /** Something is written that was not sent. */
  readonly isUnsent: boolean;
  /** Names one sending of what is written now. */
  readonly request: string;
  readonly write: (value: T) => void;
  /** Throw away what was written. */
  readonly startAgain: () => void;
  /** What is written now was sent, and is no draft any more. */
  readonly sent: () => void;
}

interface State<T> {
  readonly value: T;
  readonly request: string;
  readonly isBack: boolean;
}

/** A form's words, kept on this device from the first key until they are sent; `initial` is what the form begins with. */
export function useDraft<T>(drafts: Drafts, place: string, initial: T): Draft<T> {
  const [first] = useState(initial);
  const [state, setState] = useState<State<T>>(() => begun(drafts, place, first));
  const startAgain = () => {
    drafts.drop(place);
    setState({ value: first, request: newId(), isBack: false });
  };
  const write = (value: T) => {
    if (isSame(value, first)) startAgain();
    else setState({ value, request: drafts.keep(place, value).request, isBack: false });
  };
  const sent = () => {
    if (drafts.at(place)?.request === state.request) drafts.drop(place);
  };
  return { ...state, isUnsent: !isSame(state.value, first), write, startAgain, sent };
}

function begun<T>(drafts: Drafts, place: string, first: T): State<T> {
  const kept = drafts.at(place);
  if (!kept || isSame(kept.value, first)) return { value: first, request: newId(), isBack: false };
  return { value: kept.value as T, request: kept.request, isBack: true };
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
