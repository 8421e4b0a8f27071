/** The heads of the frames on `/sync`: which document, and what it carries (SPEC S2; the rest is the provider's). */

import { createDecoder, readVarInt, readVarString, readVarUint } from "lib0/decoding";

export type Frame =
  | { readonly document: string; readonly kind: "step2" | "update" | "closed" | "other" }
  | { readonly document: string; readonly kind: "status"; readonly applied: boolean };

const SYNC = 0;
const CLOSE = 7;
const SYNC_STATUS = 8;
const STEP_2 = 1;
const UPDATE = 2;

/** A ping is its type alone, with no document before it. */
const SHORTEST = 2;

/** What a frame is; null for pings and for what cannot be read. */
export function readFrame(data: unknown): Frame | null {
  const bytes = bytesOf(data);
  if (!bytes || bytes.length < SHORTEST) return null;
  try {
    return parse(bytes);
  } catch {
    return null;
  }
}

function parse(bytes: Uint8Array): Frame {
  const decoder = createDecoder(bytes);
  const document = readVarString(decoder);
  switch (readVarUint(decoder)) {
    case SYNC:
      return { document, kind: syncKind(readVarUint(decoder)) };
    case SYNC_STATUS:
      return { document, kind: "status", applied: readVarInt(decoder) === 1 };
    case CLOSE:
      return { document, kind: "closed" };
    default:
      return { document, kind: "other" };
  }
}

function syncKind(type: number): "step2" | "update" | "other" {
  if (type === STEP_2) return "step2";
  return type === UPDATE ? "update" : "other";
}

function bytesOf(data: unknown): Uint8Array | null {
  if (data instanceof Uint8Array) return data;
  return data instanceof ArrayBuffer ? new Uint8Array(data) : null;
}
