import * as E from 'fp-ts/lib/Either.js';
import type { Sealed } from './appendSeal.ts';
import type { Sealer } from './createSealer.ts';
import type { SealFailure } from './sealFailure.ts';

/** How a ledger is sealed by schedule. */
export type SealSchedule = Readonly<{
  sealer: Sealer;
  /** How long to wait between two seals, in milliseconds: at most 24 days. After a failure it is a minute at most. */
  every: number;
  /** Ends the sealing. */
  signal: AbortSignal;
  /** Told each seal, also one that was there already, and waited for. */
  onSealed: (sealed: Sealed) => void | Promise<void>;
  /** Told why there is none; the next is tried all the same, unless the signal says no. */
  onFailure: (failure: SealFailure) => void;
  /** Waits so many milliseconds, or until the signal; left out, by a timer. */
  pause?: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}>;

/** What a timer can wait; it would take anything above for nothing. */
const LONGEST_MS = 24 * 24 * 3_600_000;

/** A store that was busy is free again soon, and nothing is sealed meanwhile. */
const RETRY_MS = 60_000;

/**
 * Seals at once, then again and again until the signal; resolves after the seal under way.
 *
 * @throws RangeError when `every` is no time that can be waited for.
 */
export const sealEvery = async (schedule: SealSchedule): Promise<void> => {
  const { sealer, every, signal, onSealed, onFailure, pause = pauseByTimer } = schedule;
  if (!(every > 0 && every <= LONGEST_MS)) throw new RangeError('Seal every so often: above nothing, up to 24 days.');
  while (!signal.aborted) {
    const sealed = await sealer.seal();
    if (E.isLeft(sealed)) onFailure(sealed.left);
    else await onSealed(sealed.right);
    if (!signal.aborted) await pause(E.isLeft(sealed) ? Math.min(every, RETRY_MS) : every, signal);
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
