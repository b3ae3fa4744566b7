import { accountOfStream } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import { entryExplanation, payoutExplanation } from './composeExplanation.ts';
import { createCounterTrail } from './counterTrail.ts';
import { createEventReader, withStore, type Streams } from '../reading/eventReader.ts';
import { explainEntry } from './explainEntry.ts';
import type { ExplainFailure } from '../reading/explainFailure.ts';
import { explainPayout } from './explainPayout.ts';
import type { EntryKind, Explanation } from '../document/explanation.ts';
import type { ReferenceKind, References } from '../reading/references.ts';
import { createIndex, type Answer, type PlanCache, type Sources } from '../reading/sources.ts';

/** Proves amounts from the history. */
export type Prover = Readonly<{
  /**
   * Why an amount is what it is. The calculation is done again from the events and the plan version, and has to give
   * what was booked to the last digit; otherwise there is a failure instead of an explanation.
   *
   * @param subject the id of a payout, or of an entry of an account: an accrual, a reversal, a true-up, an adjustment …
   * @throws Unexplained when the addends do not give the amount: a defect
   */
  why(subject: string): Promise<E.Either<ExplainFailure, Explanation>>;
}>;

/** What a prover reads: the history, and the index that finds an event by an id. */
export type ProverOptions = Readonly<{ store: Streams; references: References }>;

/** Makes a prover. It writes nothing, reads by key only, and knows no clock. */
export const createProver = ({ store, references }: ProverOptions): Prover => {
  const newSources = sourcesOver(store, references);
  return { why: (subject) => withStore(() => proofOf(newSources(), subject)) };
};

/** Makes the sources of one question after the other; what has been compiled stays. */
export const sourcesOver = (store: Streams, references: References): (() => Sources) => {
  const compiled: PlanCache = new Map();
  return () => {
    const events = createEventReader(store);
    return {
      events,
      trail: createCounterTrail(events),
      index: createIndex(references),
      compiled,
      plans: new Map(),
      programs: new Map(),
      deals: new Map(),
      accruals: new Map(),
    };
  };
};

/** {@link Prover.why} from sources that other questions share. */
export const proofOf = async (sources: Sources, subject: string): Answer<Explanation> => {
  const kind = await kindOf(sources, subject);
  if (kind === undefined) return E.left({ _tag: 'UnknownSubject', subject });
  if (kind !== 'payout') return whyEntry(sources, kind, subject);
  const payout = await explainPayout(sources, subject);
  return E.isLeft(payout) ? payout : E.right(payoutExplanation(payout.right));
};

const whyEntry = async (sources: Sources, kind: EntryKind, subject: string): Answer<Explanation> => {
  const entry = await explainEntry(sources, kind, subject);
  if (E.isLeft(entry)) return entry;
  const { stream } = entry.right.line.from;
  const account = accountOfStream(stream);
  if (account === undefined) throw new Error(`${subject} was posted in ${stream}, which is no account.`);
  return E.right(entryExplanation(entry.right, account.partner));
};

/** Ids that the ledger makes say what they are; what is done by hand has ids of the host's making. */
const kindOf = async (sources: Sources, subject: string): Promise<EntryKind | 'payout' | undefined> => {
  for (const kind of candidatesFor(subject)) {
    if ((await sources.index.lookUp(kind, subject)) !== undefined) return kind;
  }
  return undefined;
};

const candidatesFor = (subject: string): readonly (ReferenceKind & (EntryKind | 'payout'))[] => {
  if (subject.startsWith('PO-')) return ['payout', ...BY_HAND];
  if (subject.startsWith('acr-')) return ['accrual', ...BY_HAND];
  if (subject.startsWith('rev-')) return ['reversal', ...BY_HAND];
  if (subject.startsWith('tru-')) return ['true-up', ...BY_HAND];
  if (subject.startsWith('DR-')) return ['draw-advance', ...BY_HAND];
  if (subject.startsWith('RC-')) return ['draw-recovery', ...BY_HAND];
  return BY_HAND;
};

const BY_HAND = ['adjustment', 'write-off', 'unclaimed'] as const;
