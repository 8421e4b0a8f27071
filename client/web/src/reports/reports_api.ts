/** The part of the server's REST API that is about reports of a programme. */

import { request } from "../app/api";
import { told, type Work } from "../work/told";
import { type ExportFile, fileFrom, type Format } from "../export/exports_api";
import type { Kept } from "../programmes/types";
import type { BoardChoices, BuildPreview, ReportPlan } from "./types";

const all = (programme: string) => `/api/programmes/${encodeURIComponent(programme)}/reports`;
const one = (programme: string, report: string) => `${all(programme)}/${encodeURIComponent(report)}`;

export const reportsApi = {
  list: (programme: string) =>
    request<{ reports: readonly { id: string; title: string }[] }>("GET", all(programme)).then(({ reports }) => reports),
  plan: (programme: string, report: string) => request<Kept<ReportPlan>>("GET", one(programme, report)),
  store: (programme: string, plan: ReportPlan, revision: number) =>
    request<Kept<ReportPlan>>("PUT", one(programme, plan.id), { revision, entity: plan }),
  remove: (programme: string, report: string) => request<undefined>("DELETE", one(programme, report)),
  /** What a part may take of a board, or of a snapshot of it. */
  choices: (board: string, snapshot: string | null) =>
    request<BoardChoices>("GET", `/api/report-sources/${encodeURIComponent(board)}${snapshot === null ? "" : `/${encodeURIComponent(snapshot)}`}`),
  preview: (programme: string, report: string, work: Work) => told<BuildPreview>("POST", `${one(programme, report)}/preview`, work),
  build: (programme: string, report: string, format: Format, work: Work): Promise<ExportFile> =>
    fileFrom(`${one(programme, report)}/builds`, { format }, work),
};
