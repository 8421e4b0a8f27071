/** The secret of a link that is not used yet, kept for this tab alone, so that reloading the page does not lose it. */

const KEY = "manualboard-link";

/** The secret behind the # of the address, or the one this tab was opened with; "" when there is none. */
export function keptSecret(fromAddress: string, store: Storage = sessionStorage): string {
  if (fromAddress === "") return store.getItem(KEY) ?? "";
  store.setItem(KEY, fromAddress);
  return fromAddress;
}

/** Forget the secret: it has been used. */
export function forgetSecret(store: Storage = sessionStorage): void {
  store.removeItem(KEY);
}
