/** What the server answers to long work, for tests. */

export const lineOf = (value: unknown): string => `${JSON.stringify(value)}\n`;

/** All lines of an answer at once: the steps, and at last the result. */
export function answered(result: unknown, ...steps: readonly unknown[]): Response {
  return new Response([...steps, { result }].map(lineOf).join(""), { headers: { "Content-Type": "application/x-ndjson" } });
}

/** An answer whose lines come one by one, until it is stopped. */
export class Slow {
  readonly stopped: AbortSignal[] = [];
  readonly asked: string[] = [];
  #writer: ReadableStreamDefaultController<Uint8Array> | null = null;

  readonly fetch = (path: string, { signal }: { readonly signal: AbortSignal }): Promise<Response> => {
    this.asked.push(path);
    this.stopped.push(signal);
    const body = new ReadableStream<Uint8Array>({
      start: (writer) => {
        this.#writer = writer;
        signal.addEventListener("abort", () => writer.error(new DOMException("", "AbortError")));
      },
    });
    return Promise.resolve(new Response(body));
  };

  /** Send some text, a line or a part of one. */
  send(text: string): void {
    this.#writer?.enqueue(new TextEncoder().encode(text));
  }

  /** End the answer as it is. */
  end(): void {
    this.#writer?.close();
  }
}
