import type { Checkpoint } from '@commission-ledger/seals';
import type { SealNamed } from './sealWords.ts';

/** A seal as sentences name it; moments in UTC, because a ledger may have programs in several zones. */
export const sealNamed = ({ size, streams, sealedAt, root }: Checkpoint): SealNamed => ({
  size,
  streams,
  moment: momentOf(sealedAt),
  root: fingerprintOf(root),
});

/** To the minute: `2026-03-29 14:05 UTC`. */
export const momentOf = (at: string): string => `${at.slice(0, 10)} ${at.slice(11, 16)} UTC`;

/** The first 16 digits of a root: enough for people to compare. */
export const fingerprintOf = (root: string): string => root.slice(0, 16);
