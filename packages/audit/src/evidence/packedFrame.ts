import type { StoredEvent } from '@commission-ledger/event-store';
import { type Frame, misplaced, parseFrame } from '@commission-ledger/events';
import { PackStopped } from './evidenceFailure.ts';

/** The frame of a stored event, which must be where it says. @throws PackStopped */
export const packedFrame = (stored: StoredEvent): Frame => {
  const frame = parseFrame(stored.body);
  if (typeof frame === 'string') throw notSound(stored, frame);
  const place = misplaced(frame, stored);
  if (place !== undefined)
    throw notSound(stored, `its ${place.field} is ${place.stored} in the store and ${place.framed} in its frame`);
  return frame;
};

/** The end of a pack of a history that is not as it was recorded. */
export const notSound = (
  { stream, revision }: Readonly<{ stream: string; revision: number }>,
  problem: string,
): PackStopped => new PackStopped({ _tag: 'HistoryNotSound', stream, revision, problem });
