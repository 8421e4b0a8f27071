/** Until the next try while the server is away, in milliseconds. */
const RETRY = 3000;

export interface Repeated {
  readonly soon: (_why?: unknown) => void;
  readonly stop: () => void;
}

/** Work that is done again until it has succeeded, never twice at a time; it says whether it has. */
export function repeated(work: () => Promise<boolean>): Repeated {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running = Promise.resolve();
  let isStopped = false;
  const after = (delay: number) => {
    clearTimeout(timer);
    if (!isStopped) timer = setTimeout(start, delay);
  };
  const turn = async () => {
    if (!(await work())) after(RETRY);
  };
  const start = () => {
    running = running.then(turn);
  };
  return {
    soon: () => after(0),
    stop: () => {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}
