/** Waits so long, or until the signal aborts; it never rejects. */
export type Pause = (ms: number, signal: AbortSignal) => Promise<void>;

/** The real one. */
export const realPause: Pause = (ms, signal) =>
  new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end);
  });
