import type { Instant, RecordedInstant } from '@commission-ledger/calendar';
import type { EventStore } from '@commission-ledger/event-store';
import type { EncryptedProspect } from '@commission-ledger/events';
import type { DocumentStore } from '@commission-ledger/projections';
import type { Sampling } from './sampling.ts';

/** What the pack is about: everything, or some partners of one program with all that their accounts rest on. */
export type EvidenceScope =
  | Readonly<{ kind: 'whole' }>
  | Readonly<{ kind: 'partners'; program: string; partners: readonly string[] }>;

/** What was recorded from `from` on and before `until`. The history is packed whole; sums, statements and samples are of the period. */
export type EvidencePeriod = Readonly<{ from: RecordedInstant; until: RecordedInstant }>;

/** The personal data of a prospect, as far as its key still opens them. */
export type Revealed =
  | Readonly<{ _tag: 'Revealed'; fields: Readonly<Record<string, string>> }>
  | Readonly<{ _tag: 'Erased' }>
  | Readonly<{ _tag: 'Unreadable'; problem: string }>;

/** Opens what a lead tells about a person. */
export type Reveal = (of: Readonly<{ lead: string; prospect: EncryptedProspect }>) => Promise<Revealed>;

/** A file that the caller adds, such as a journal; its path is relative, with `/`, and in a folder of its own: `journal/2026.journal`. */
export type ExtraFile = Readonly<{ path: string; content: AsyncIterable<Uint8Array> | Iterable<Uint8Array> }>;

/** What goes into a pack. The same history and the same request, with its `madeAt`, give the same bytes. */
export type EvidenceRequest = Readonly<{
  /** The name of the ledger: its seals are in the stream `seal-<ledger>`. */
  ledger: string;
  store: EventStore;
  /** Read models of the store. The pack ends where they end, unless `known` says where. */
  documents: DocumentStore;
  scope: EvidenceScope;
  period?: EvidencePeriod;
  /** The pack ends before the first event that was recorded later. The read models are then made anew, in memory. */
  known?: RecordedInstant;
  /** When the pack is made; it is told in the manifest. */
  madeAt: Instant;
  /** The program that makes it. */
  software: Readonly<{ name: string; version: string }>;
  samples: Sampling;
  /** Without it no personal data are in the pack in the clear. */
  personal?: Reveal;
  extras?: Iterable<ExtraFile> | AsyncIterable<ExtraFile>;
  /** The text of `verify-evidence.mjs`. */
  verifier: string;
  /** Called now and then with how many events were read so far; a pack of a scope reads the history more than once. */
  onProgress?: (eventsRead: number) => void;
}>;

/** Takes one file of the pack. It reads the content to its end before it is done. */
export type PutFile = (path: string, content: AsyncIterable<Uint8Array>) => Promise<void>;
