import * as E from 'fp-ts/lib/Either.js';
import type { Sealed } from './appendSeal.ts';
import type { Sealer } from './createSealer.ts';
import type { SealFailure } from './sealFailure.ts';

/** How a ledger is sealed by schedule. */
export type SealSchedule = Readonly<{
  sealer: Sealer;
  /** How long to wait between two seals, in milliseconds. */
  every: number;
  /** Ends the sealing. */
  signal: AbortSignal;
  /** Told each seal, also one that was there already. */
  onSealed: (sealed: Sealed) => void;
  /** Told why there is none; the next is tried all the same. */
  onFailure: (failure: SealFailure) => void;
  /** Waits so many milliseconds, or until the signal; left out, by a timer. */
  pause?: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}>;

/** Seals at once, then again and again until the signal; resolves after the seal under way. */
export const sealEvery = async (schedule: SealSchedule): Promise<void> => {
  const { sealer, every, signal, onSealed, onFailure, pause = pauseByTimer } = schedule;
  while (!signal.aborted) {
    const sealed = await sealer.seal();
    if (E.isLeft(sealed)) onFailure(sealed.left);
    else onSealed(sealed.right);
    if (!signal.aborted) await pause(every, signal);
  }
};

/** Ends quietly when the signal aborts. */
const pauseByTimer = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  new Promise((ended) => {
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      ended();
    };
    const timer = setTimeout(end, milliseconds);
    signal.addEventListener('abort', end, { once: true });
  });
