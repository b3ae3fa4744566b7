import type { EvidencePeriod, EvidenceScope } from './evidenceRequest.ts';
import type { PackedFile } from './packedFiles.ts';
import type { Sampling } from './sampling.ts';
import type { Sum } from './tally.ts';

/** What a pack says of itself: `manifest.json`. Who has its hash has the hash of every file of the pack. */
export type EvidenceManifest = Readonly<{
  schema: 'evidence/1';
  ledger: string;
  /** The name of the log in the seals. */
  origin: string;
  scope: EvidenceScope;
  period: EvidencePeriod | null;
  /** How many events the history had when the pack ends, and the latest instant at which one was recorded. */
  known: Readonly<{ size: number; recordedUntil: string }>;
  madeAt: string;
  software: Readonly<{ name: string; version: string }>;
  /** Of `events.ndjson`. */
  counts: Readonly<{ events: number; streams: number; byType: Readonly<Record<string, number>> }>;
  sums: readonly Sum[];
  /** All other files, in the order in which they were written. */
  files: readonly PackedFile[];
  /** The path of the newest seal; `null` when there is none. */
  seal: string | null;
  ipe: Ipe;
}>;

/** What an auditor asks of information produced by the entity: where it is from, what was asked, with what, and how it is worked out. */
export type Ipe = Readonly<{
  source: string;
  query: string;
  parameters: Readonly<Record<string, unknown>>;
  logic: string;
}>;

/** The statement about a pack that was asked for in this way. */
export const ipeOf = (
  ledger: string,
  asked: Readonly<{ scope: EvidenceScope; period: EvidencePeriod | null; known: string | null; samples: Sampling }>,
): Ipe => ({
  source: `The event history of the ledger '${ledger}': the only place where commissions and payouts are recorded. Events are appended and never edited or deleted; each carries the SHA-256 of the event before it in its stream.`,
  query:
    asked.scope.kind === 'whole'
      ? 'Every event from the first on, up to known.size events. Nothing is left out.'
      : 'Every event of the streams of these partners and of the streams that their entries rest on, from the first on, out of the first known.size events of the history. leaves.txt has the hash of every event of the history, also of those that are not here.',
  parameters: { scope: asked.scope, period: asked.period, known: asked.known, samples: asked.samples },
  logic:
    'Counts are of events.ndjson. Sums add up the field data.amount of the events of one type and one currency, recorded in the period (from included, until excluded; without a period, all): accrued of AccrualPosted, reversed of AccrualReversed, trueUps of TrueUpPosted, adjusted of AdjustmentPosted, issued of PayoutIssued, settled of PayoutSettled, failed of PayoutFailed, voided of PayoutVoided. Statements and proofs are worked out from the same events and plan versions. Amounts are exact decimals; nothing is rounded but where a plan says so.',
});
