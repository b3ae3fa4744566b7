import type { EvidencePeriod, EvidenceScope } from './evidenceRequest.ts';
import type { PackFinding } from './packFinding.ts';
import type { Sampling } from './sampling.ts';

/** How a seal of a pack was checked. */
export type PackedSeal = Readonly<{
  file: string;
  size: number;
  sealedAt: string;
  /** `pinned`: by a key that was given. `first-seal`: by the key that the pack itself names. */
  signature: 'pinned' | 'first-seal' | 'other-key' | 'bad';
  /** Whether its roots are those of the events of the pack; `unknown` where that could not be told. */
  roots: SealRoots;
}>;

/** How the roots of a seal compare with those of the events. */
export type SealRoots = 'equal' | 'differ' | 'unknown';

/** Something that cannot be known from the pack and what was given with it; in plain English. */
export type PackNotChecked = Readonly<{
  what:
    | 'no-pinned-manifest'
    | 'no-pinned-key'
    | 'streams-left-out'
    | 'nothing-kept'
    | 'never-sealed'
    | 'unsealed-tail'
    | 'statements'
    | 'verifier'
    | 'truth';
  says: string;
}>;

/** What the check of a pack found: `evidence-check/1`. */
export type PackReport = Readonly<{
  schema: 'evidence-check/1';
  verdict: 'sound' | 'not-sound';
  /** Without all but `seals`, there was nothing that whoever made the pack could not have made up. */
  comparedWith: readonly ('seals' | 'notes' | 'key' | 'manifest')[];
  findings: readonly PackFinding[];
  /** SHA-256 of `manifest.json`: to be compared with what came by another way. */
  manifest: string;
  /** What was asked for when the pack was made; `null` where the manifest is none. */
  asked: Readonly<{
    scope: EvidenceScope;
    period: EvidencePeriod | null;
    samples: Sampling;
    /** How many events the history had. */
    size: number;
  }> | null;
  counts: Readonly<{ files: number; events: number; streams: number; seals: number }>;
  /** The root of the event tree over the whole history, hexadecimal; `null` where that could not be told. */
  root: string | null;
  seals: readonly PackedSeal[];
  /** How many events of the history come after what the newest seal covers, but for its own. */
  unsealed: number;
  notChecked: readonly PackNotChecked[];
}>;
