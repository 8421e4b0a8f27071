/** The server's time, which the stage is measured in (SPEC F2). A wrong clock of this device does not matter. */

export class ServerTime {
  /** What the server said, and when by this page's own stopwatch, both in milliseconds. */
  private heard: { readonly server: number; readonly here: number } | null = null;

  /** Take in the server's time, as it is told when the stage is opened. What is no time changes nothing. */
  hear(now: unknown): void {
    const server = typeof now === "string" ? Date.parse(now) : Number.NaN;
    if (!Number.isNaN(server)) this.heard = { server, here: performance.now() };
  }

  /** Milliseconds since 1970; until the server was heard, by this device's clock. */
  now(): number {
    return this.heard ? this.heard.server + performance.now() - this.heard.here : Date.now();
  }
}
