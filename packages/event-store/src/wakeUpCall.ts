/**
 * Wakes subscriptions when there is something new. A sleeper hands in the ticket it took *before* it looked
 * for news, so that a call between looking and falling asleep is not missed.
 */
export type WakeUpCall = Readonly<{
  ticket(): number;
  /** Resolves at the next call after `ticket`, when the signal aborts, or after `timeoutMs`, whichever is first. */
  sleep(ticket: number, signal: AbortSignal, timeoutMs?: number): Promise<void>;
  call(): void;
}>;

/** A new wake-up call, with nobody asleep. */
export const createWakeUpCall = (): WakeUpCall => {
  const sleepers = new Set<() => void>();
  let calls = 0;
  return {
    ticket: () => calls,
    sleep: (ticket, signal, timeoutMs) =>
      new Promise((resolve) => {
        if (ticket !== calls || signal.aborted) return resolve();
        const wake = (): void => {
          sleepers.delete(wake);
          signal.removeEventListener('abort', wake);
          clearTimeout(timer);
          resolve();
        };
        const timer = timeoutMs === undefined ? undefined : setTimeout(wake, timeoutMs);
        sleepers.add(wake);
        signal.addEventListener('abort', wake);
      }),
    call: () => {
      calls += 1;
      for (const wake of sleepers) wake();
    },
  };
};
