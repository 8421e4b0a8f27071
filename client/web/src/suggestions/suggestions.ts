/** The board's open suggestions as this page knows them. */

import { type ReadonlySignal, signal } from "@preact/signals";
import { type Suggestion, suggestionsApi } from "./suggestions_api";

const NONE: readonly Suggestion[] = [];

export class Suggestions {
  readonly all: ReadonlySignal<readonly Suggestion[]>;
  private readonly known = signal(NONE);
  private hasLoaded = false;

  constructor(private readonly board: string) {
    this.all = this.known;
  }

  on(area: string): readonly Suggestion[] {
    return this.known.value.filter((each) => each.area === area);
  }

  /** The server has said at least once what is open. */
  get isLoaded(): boolean {
    return this.hasLoaded;
  }

  async load(): Promise<void> {
    this.known.value = await suggestionsApi.list(this.board);
    this.hasLoaded = true;
  }

  /** What the server answered with. */
  take(all: readonly Suggestion[]): void {
    this.known.value = all;
  }

  settled(id: string): void {
    this.known.value = this.known.peek().filter((each) => each.id !== id);
  }
}
