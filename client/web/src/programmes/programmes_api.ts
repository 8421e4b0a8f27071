/** The part of the server's REST API that is about programmes. */

import { request } from "../app/api";
import { asJson, told, type Work } from "../work/told";
import type { Attended, BoardPlace, Commitment, Extent, GroupView, Kept, Person, Places, Programme, SessionView, WholeProgramme } from "./types";

const of = (programme: string) => `/api/programmes/${encodeURIComponent(programme)}`;
const session = (programme: string, id: string) => `${of(programme)}/sessions/${encodeURIComponent(id)}`;

/** Where an entity of a programme is stored. */
export type Part = "organisations" | "people" | "groups" | "sessions";

export const programmesApi = {
  list: () =>
    request<{ programmes: readonly { id: string; title: string }[] }>("GET", "/api/programmes").then(({ programmes }) => programmes),
  whole: (programme: string) => request<WholeProgramme>("GET", of(programme)),
  /** Makes a programme of what was saved as a file, all of it or nothing. */
  importDocument: (document: unknown, work: Work) => told<Kept<Programme>>("POST", "/api/programmes", work, asJson(document)),
  /** Stops that; true where the programme is there, for it was too late or it was before. */
  stopImport: (programme: string) =>
    request<{ readonly taken_in: boolean }>("POST", `${of(programme)}/import/stop`, {}).then((answer) => answer.taken_in),
  document: (programme: string) => request<unknown>("GET", `${of(programme)}/document`),
  store: (entity: Programme, revision: number) => request<Kept<Programme>>("PUT", of(entity.id), { revision, entity }),
  /** What would go with a programme. */
  removal: (programme: string) => request<{ title: string; extent: Extent }>("GET", `${of(programme)}/removal`),
  removeWhole: (programme: string, seen: { title: string; extent: Extent }) =>
    request<undefined>("POST", `${of(programme)}/removal`, seen),
  storePart: <T extends { readonly id: string }>(programme: string, part: Part, entity: T, revision: number) =>
    request<Kept<T>>("PUT", `${of(programme)}/${part}/${entity.id}`, { revision, entity }),
  /** Stores a person who is another one than who has this name already. */
  storeNamesake: (programme: string, entity: Person, revision: number) =>
    request<Kept<Person>>("PUT", `${of(programme)}/people/${entity.id}`, { revision, entity, same_name: true }),
  removePart: (programme: string, part: Part, id: string) => request<unknown>("DELETE", `${of(programme)}/${part}/${id}`),
  group: (programme: string, group: string) => request<GroupView>("GET", `${of(programme)}/groups/${encodeURIComponent(group)}`),
  commitments: (programme: string, group: string) =>
    request<{ commitments: readonly Commitment[] }>("GET", `${of(programme)}/groups/${encodeURIComponent(group)}/commitments`).then(
      ({ commitments }) => commitments,
    ),
  session: (programme: string, id: string) => request<SessionView>("GET", session(programme, id)),
  mark: (programme: string, id: string, person: string, body: { revision: number; attended: Attended | null; role: string | null }) =>
    request<SessionView>("PUT", `${session(programme, id)}/register/${person}`, body, true),
  addToRegister: (programme: string, id: string, body: { name: string; organisation: string | null; role: string | null }) =>
    request<SessionView>("POST", `${session(programme, id)}/register`, body),
  takeOver: (programme: string, id: string) =>
    request<{ added: number; changed: number; session: SessionView }>("POST", `${session(programme, id)}/joined`),
  placeBoard: (programme: string, id: string, board: string) => request<undefined>("PUT", `${session(programme, id)}/boards/${board}`),
  unplaceBoard: (programme: string, id: string, board: string) => request<undefined>("DELETE", `${session(programme, id)}/boards/${board}`),
  places: () => request<Places>("GET", "/api/places"),
  placeOf: (board: string) =>
    request<{ place: BoardPlace | null }>("GET", `/api/boards/${encodeURIComponent(board)}/session`).then(({ place }) => place),
};
