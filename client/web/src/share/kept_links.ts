/**
 * Links made in this browser, kept here so that the same link can be copied again: the server stores no link, only what
 * it takes to recognise one.
 */

import { browserStorage, storedKeys } from "../sync/unsent";
import type { Role } from "../sync/connection";

export interface KeptLink {
  readonly id: string;
  readonly url: string;
}

const PREFIX = "manualboard link ";

export class KeptLinks {
  /** `owner` tells boards and participants apart in the browser's storage. */
  constructor(
    private readonly owner: string,
    private readonly storage: Storage | null = browserStorage(),
  ) {}

  of(role: Role): KeptLink | null {
    return parsed(this.storage?.getItem(this.key(role)) ?? null);
  }

  keep(role: Role, link: KeptLink): void {
    try {
      this.storage?.setItem(this.key(role), JSON.stringify(link));
    } catch {
      // Storage may be full: the link can be copied now, and another one is made next time.
    }
  }

  private key(role: Role): string {
    return `${PREFIX}${this.owner} ${role}`;
  }
}

/** Forget every link: somebody signs out, and whoever sits here next shall not find them. */
export function forgetLinks(storage: Storage | null = browserStorage()): void {
  for (const key of storedKeys(storage, PREFIX)) storage?.removeItem(key);
}

/** The link as it works now: the server may have got another address since it was made. */
export function linkAt(address: string, { url }: KeptLink): string {
  return `${address}/join${new URL(url).hash}`;
}

const OWN_NAMES = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/** True where links with this address work on this computer alone. */
export function isThisComputerOnly(address: string): boolean {
  return OWN_NAMES.test(new URL(address).hostname);
}

function parsed(text: string | null): KeptLink | null {
  try {
    const { id, url } = JSON.parse(text ?? "null") as Record<string, unknown>;
    return typeof id === "string" && typeof url === "string" && URL.canParse(url) ? { id, url } : null;
  } catch {
    return null;
  }
}
