import type { Cause } from './cause.ts';
import type { HistoryPlace } from './historyPlace.ts';
import type { Form } from './scannedPart.ts';

/** What was done to a history, as well as it can be told. */
export type FindingClass =
  | 'edited'
  | 'deleted'
  | 'inserted'
  | 'swapped'
  | 'renamed'
  | 'stream-dropped'
  | 'tail-truncated'
  | 'rolled-back'
  | 're-signed'
  | 'bad-seal'
  | 'two-histories'
  | 'unprotected'
  | 'unreadable';

/** One thing that is wrong. */
export type Finding = Readonly<{
  class: FindingClass;
  cause: Cause;
  /** The first event concerned, or the first of those among which it is; `null` when there is none. */
  place: HistoryPlace | null;
  /** When it is somewhere among several events: the index after the last of them. */
  until: number | null;
  /** How many more events show the same. */
  others: number;
  /** One sentence for what is wrong, and one for what to do, in English. */
  problem: string;
  advice: string;
}>;

/** How a seal in the history was checked. */
export type CheckedSeal = Readonly<{
  place: HistoryPlace;
  size: number | null;
  /** When it was made, as it says. */
  sealedAt: string | null;
  /** `pinned`: by a key that was given. `first-seal`: by the key that the first seal names. */
  signature: 'pinned' | 'first-seal' | 'other-key' | 'bad';
  /** Whether both roots are those of the history; `unknown` where there are fewer events than it covers. */
  roots: 'equal' | 'differ' | 'unknown';
}>;

/** How a note that was kept outside was checked. */
export type CheckedNote = Readonly<{
  size: number;
  origin: string;
  signature: 'pinned' | 'first-seal' | 'unchecked' | 'bad';
  roots: 'equal' | 'differ' | 'beyond';
}>;

/** Something that cannot be known from what was given. */
export type NotChecked = Readonly<{
  what:
    | 'nothing-kept'
    | 'no-pinned-key'
    | 'note-unsigned'
    | 'never-sealed'
    | 'unsealed-tail'
    | 'not-parsed'
    | 'read-earlier'
    | 'leaves-contradict'
    | 'stopped-reading'
    | 'read-models'
    | 'read-models-in-doubt'
    | 'read-models-moving';
  /** In plain English. */
  says: string;
  /** The figure in the sentence, where there is one: a number of events. */
  events: number | null;
}>;

/** What a history was held against: seals in it, and from outside notes, keys that sign seals, and hashes of its events. */
export type ComparedWith = 'seals' | 'notes' | 'key' | 'leaves';

/** What a verification found: `verify/1`. */
export type VerifyReport = Readonly<{
  schema: 'verify/1';
  verdict: 'sound' | 'not-sound';
  /** Without all but `seals`, there was nothing that whoever owns the store could not have written. */
  comparedWith: readonly ComparedWith[];
  /** By their place in the history: the first names the first bad event, or the range in which it lies. */
  findings: readonly Finding[];
  /** Whether there are more than are listed. */
  more: boolean;
  counts: Readonly<{ events: number; streams: number; seals: number; bytes: number }>;
  /** Both roots over all events there are, lower-case hexadecimal. */
  root: string;
  headsRoot: string;
  /** The last event. */
  last: HistoryPlace | null;
  seals: readonly CheckedSeal[];
  kept: readonly CheckedNote[];
  /** How many events come after what the last good seal covers, and when that was made. */
  unsealed: Readonly<{ events: number; since: string | null }>;
  /**
   * Whether a store that is a file gives the same events in every way of looking them up, and what is in it on them that it
   * did not make, by name. `null` for another store.
   */
  file: Readonly<{
    lookups: 'agree' | 'differ';
    foreignTriggers: readonly string[];
    foreignIndexes: readonly string[];
  }> | null;
  notChecked: readonly NotChecked[];
  form: Form;
}>;
