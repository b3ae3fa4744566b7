import type { StoredEvent } from '@commission-ledger/event-store';
import { type Frame, hashOf } from '@commission-ledger/events';
import { historyDigest, type RecordedSeal, type StreamEnding } from '@commission-ledger/seals';
import { PackStopped } from './evidenceFailure.ts';
import { notSound, packedFrame } from './packedFrame.ts';

/** An event that was met in its place: its frame, and SHA-256 of its stored bytes, hexadecimal. */
export type Met = Readonly<{ frame: Frame; hash: string }>;

/** The history as it is read from its beginning: each event must be the next of its stream, and each seal true. */
export type ChainedHistory = Readonly<{
  /** @throws PackStopped */
  meet: (stored: StoredEvent) => Met;
  size: () => number;
  /** The latest instant at which something was recorded. */
  recordedUntil: () => string;
  /** How the stream ends so far. */
  endingOf: (stream: string) => StreamEnding | undefined;
  /** @throws PackStopped when a seal covers more than was met */
  end: () => void;
}>;

/** Nothing met yet. @param seals those that the history tells of, the oldest first. */
export const chainedHistory = (seals: readonly Pick<RecordedSeal, 'size' | 'root' | 'headsRoot'>[]): ChainedHistory => {
  const digest = historyDigest();
  let recordedUntil = '';
  let [next] = seals;
  let sealsMet = 0;
  const meetSeals = (): void => {
    if (next === undefined || next.size !== digest.size()) return;
    if (next.root !== digest.root() || next.headsRoot !== digest.headsRoot())
      throw new PackStopped({ _tag: 'SealDiffers', size: next.size });
    sealsMet += 1;
    next = seals[sealsMet];
  };
  meetSeals();
  return {
    meet: (stored) => {
      const frame = packedFrame(stored);
      const before = digest.endingOf(frame.stream);
      const revision = before?.length ?? 0;
      if (frame.revision !== revision) throw notSound(stored, `event ${revision} should stand there`);
      if (frame.prev !== (before?.head ?? null)) throw notSound(stored, 'it is not linked to the event before it');
      const hash = hashOf(stored.body);
      digest.add(frame.stream, frame.revision, hash);
      if (frame.recordedAt > recordedUntil) ({ recordedAt: recordedUntil } = frame);
      meetSeals();
      return { frame, hash };
    },
    size: digest.size,
    recordedUntil: () => recordedUntil,
    endingOf: digest.endingOf,
    end: () => {
      if (next !== undefined) throw new PackStopped({ _tag: 'SealDiffers', size: next.size });
    },
  };
};
