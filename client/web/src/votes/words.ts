/** What the page says about votes. */

import type { Agreement, VoteKind } from "../model/schema.gen";
import type { Heading } from "../model/types";

export const VOTE_TITLES: Readonly<Record<VoteKind, string>> = {
  dots: "Vote with dots",
  agreement: "Do we agree with this record?",
  markers: "Private marks",
};

export const AGREEMENT_NAMES: Readonly<Record<Agreement, string>> = {
  agree: "Agree",
  live_with: "Can live with it",
  not_yet: "Not yet",
};

/** “1 dot”, “3 dots”. */
export function dotsWords(count: number): string {
  return count === 1 ? "1 dot" : `${count} dots`;
}

export function leftWords(left: number): string {
  return left === 0 ? "You have no dots left." : `You have ${dotsWords(left)} left.`;
}

export function votedWords(voted: number, people: number): string {
  return `${voted} of ${people} ${voted === 1 ? "has" : "have"} taken part.`;
}

/** “As of 12 March 2026, 6 people took part.” */
export function takenPartWords({ voters, ended }: { readonly voters: number; readonly ended: string }): string {
  const people = voters === 1 ? "1 person" : `${voters} people`;
  const at = Date.parse(ended);
  return Number.isNaN(at) ? `${people} took part.` : `As of ${new Intl.DateTimeFormat("en-GB", { dateStyle: "long" }).format(at)}, ${people} took part.`;
}

/** “5 agree, 2 can live with it, 1 not yet.” */
export function agreementWords(totals: Readonly<Record<string, number>>): string {
  const { agree = 0, live_with = 0, not_yet = 0 } = totals;
  return `${agree} ${agree === 1 ? "agrees" : "agree"}, ${live_with} can live with it, ${not_yet} not yet.`;
}

/** The names of the three parts of a scale: what is left of its middle, in it and right of it. */
export function bandNames(columns: readonly Heading[]): readonly string[] {
  const half = Math.floor(columns.length / 2);
  const parts = [columns.slice(0, half), columns.slice(half, columns.length - half), columns.slice(columns.length - half)];
  return parts.map((part) => part.map(({ title }) => title).join(" or "));
}
