import type { Instant } from '@commission-ledger/calendar';
import { canonicalJson, derivedId, hashOf } from '@commission-ledger/events';
import type { Digest } from './digest.ts';

/** Which digest: of whom, in which program, recorded after `from`, up to and including `to`. */
export type DigestScope = Readonly<{ program: string; partner: string; from: Instant; to: Instant }>;

/** The id of a digest: the same for the same scope, so that a delivery is recorded once. */
export const digestIdOf = ({ program, partner, from, to }: DigestScope): string =>
  derivedId('digest', program, partner, from, to);

/**
 * SHA-256 of the canonical JSON of a digest: what was in it when it was delivered, and is whenever it is asked for again.
 * What is only coming is left out, because that changes with everything that happens.
 */
export const digestHash = (digest: Digest): string => hashOf(canonicalJson({ ...digest, coming: [] }));
