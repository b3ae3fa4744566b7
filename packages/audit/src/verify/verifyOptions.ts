import type { VerifierKey } from '@commission-ledger/seals';
import type { FileExamination } from './fileExamination.ts';
import type { HistorySource } from './historySource.ts';
import type { KeptLeaves } from './keptLeaves.ts';
import type { Scan } from './scanHistory.ts';
import type { Form } from './scannedPart.ts';

/** What to verify, and what to hold it against. Everything that was kept outside the store may be left out. */
export type VerifyOptions = Readonly<{
  events: HistorySource;
  /** The keys that seals may be signed with. Left out, the one that the first seal names; that proves nothing against who owns the store. */
  keys?: readonly VerifierKey[];
  /** Notes of seals as they were kept outside, each the whole text. */
  kept?: readonly string[];
  /** The hash of each frame as it was kept outside: tells exactly where a history that was rewritten begins to differ. */
  leaves?: KeptLeaves;
  /** What keeps events from being changed in the store, by name, and was found to be missing or another. */
  changedRules?: readonly string[];
  /** Holds the ways in which a file looks events up against each other; called once, when the events were read. */
  examineFile?: () => Promise<FileExamination>;
  /** The log that seals have to be about; left out, any. */
  origin?: string;
  /** The ledger's name: its seals are looked up first. Left out, a sealed history is read twice. */
  ledger?: string;
  /** `canonical` parses each event and holds it against its canonical form; `bytes`, the default, does not. */
  form?: Form;
  /** What looks at the events, when it is not to be done here: in other threads, for instance. */
  scan?: Scan;
  /** Called after each part with the events read so far and the position of the last one; `save` gives what to go on from. */
  onProgress?: (progress: VerifyProgress) => void | Promise<void>;
  /** A saved state. When it answers another question, the history is read from the beginning. */
  resumeFrom?: string;
  signal?: AbortSignal;
}>;

/** How far a verification is. */
export type VerifyProgress = Readonly<{ events: number; position: bigint; save: () => string }>;
