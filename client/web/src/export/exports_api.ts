/** What the server offers for exports, and how a file of one is fetched. */

import { request } from "../app/api";
import { asJson, told, type Work } from "../work/told";

/** A way to make a report, of boards with a zone at one of the slots or of one of the kinds; without any, of all. */
export interface Layout {
  readonly id: string;
  readonly title: string;
  readonly hint: string;
  readonly slots: readonly string[];
  readonly kinds: readonly string[];
  /** It is made from the programme that the board stands in, for who facilitates. */
  readonly programme: boolean;
  readonly chooses: "areas" | "launches" | "nothing";
  readonly parts: readonly Part[];
}

export const PARTS = [
  "context", "conversation", "differences", "tools", "annex", "pictures", "results", "labels", "linear", "landscape", "unagreed", "withheld",
] as const;
export type Part = (typeof PARTS)[number];

export interface ExportOptions {
  /** Ids in the wanted order; null for all, in the board's order. */
  readonly areas: readonly string[] | null;
  readonly launches: readonly string[] | null;
  readonly heading_level: number;
  readonly title: string;
  readonly intro: string;
  readonly include: readonly Part[];
}

export interface ExportRequest {
  readonly layout: string;
  readonly options: ExportOptions;
  /** The snapshot to make it from; null for the board as it is now. */
  readonly snapshot: string | null;
}

export interface Finding {
  readonly code: string;
  readonly place: string;
  readonly problem: string;
  readonly fix: string;
  readonly severity: "important" | "advice";
  readonly id: string;
  /** The page that opens there, and what on it behind #; "" where this person may open none. */
  readonly address: string;
}

export interface Preview {
  readonly snapshot: { readonly id: string; readonly label: string };
  readonly html: string;
  readonly text: string;
  readonly findings: readonly Finding[];
  readonly left_out: readonly string[];
}

export type Format = "docx" | "html" | "markdown" | "pdf" | "csv";

export interface ExportFile {
  readonly name: string;
  readonly content: Blob;
}

const exportsOf = (board: string): string => `/api/boards/${encodeURIComponent(board)}/exports`;

/** The ways to make a report. */
export function layouts(): Promise<readonly Layout[]> {
  return request<{ layouts: readonly Layout[] }>("GET", "/api/layouts").then((answer) => answer.layouts);
}

/** How a report will read, and what to look at before it goes out. */
export function preview(board: string, wanted: ExportRequest, work: Work): Promise<Preview> {
  return told<Preview>("POST", `${exportsOf(board)}/preview`, work, asJson(wanted));
}

/** A report as a file. */
export function makeFile(board: string, wanted: ExportRequest, format: Format, work: Work): Promise<ExportFile> {
  return fileFrom(exportsOf(board), { ...wanted, format }, work);
}

export type PictureFormat = "svg" | "png" | "text";

export interface PictureRequest {
  /** A launch, an area or a zone; null for the whole board. */
  readonly part: string | null;
  readonly format: PictureFormat;
  readonly snapshot: string | null;
}

/** A picture of the board or of a part of it, or the words for it, as a file. */
export function makePicture(board: string, wanted: PictureRequest, work: Work): Promise<ExportFile> {
  return fileFrom(`/api/boards/${encodeURIComponent(board)}/pictures`, wanted, work);
}

/** The file that long work at an address comes to. */
export async function fileFrom(address: string, wanted: object, work: Work): Promise<ExportFile> {
  const { name, media_type, content } = await told<{ name: string; media_type: string; content: string }>("POST", address, work, asJson(wanted));
  const bytes = Uint8Array.from(atob(content), (character) => character.charCodeAt(0));
  return { name, content: new Blob([bytes], { type: media_type }) };
}

/** Hands a file to the browser to be kept. */
export function keepFile({ name, content }: ExportFile): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // The download reads the address after this turn.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
