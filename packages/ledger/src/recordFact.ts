import { type Instant, epochMsOf } from '@commission-ledger/calendar';
import type { EventOf } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import type { Admission, Verdict } from './admission/admission.ts';
import { type FactType, admissions } from './admission/admissions.ts';
import type { Executor } from './execution/executor.ts';
import type { Recorded } from './execution/keyedCommand.ts';
import { type CommandMeta, type FactInput, keyedFact, offerFact } from './execution/offeredFact.ts';
import type { LedgerFailure } from './failure.ts';

/** Clocks differ, and a date without a time begins earlier in the east: what is a day ahead is no mistake. */
const TOLERANCE_MS = 24 * 60 * 60 * 1000;

/** Reads the input, checks it against what other streams say, and lets the stream's decider decide. */
export const recordFact = async <T extends FactType>(
  executor: Executor,
  type: T,
  input: FactInput<T>,
  now: Instant,
  meta: CommandMeta,
  actor: string,
): Promise<E.Either<LedgerFailure, Recorded>> => {
  const offered = offerFact(type, input, now, meta);
  if (E.isLeft(offered)) return offered;
  const fact = offered.right;
  const { occurredAt } = fact.data;
  if (epochMsOf(occurredAt) > epochMsOf(now) + TOLERANCE_MS) return E.left({ _tag: 'InTheFuture', occurredAt, now });
  const { key, submit, recall, ...admission } = admissionOf(type);
  const keyed = keyedFact(fact, key(fact.data), input.occurredAt !== undefined, meta, actor);
  const admitted = await look(executor, admission, fact);
  if (E.isRight(admitted)) return submit(executor, { ...keyed, command: admitted.right });
  // What was let in once stands, whatever other streams say by now: its key is recognised, with that content or another.
  const before = await recall?.(executor, keyed);
  const isKnown = before !== undefined && E.isRight(before) && before.right !== undefined;
  return isKnown ? submit(executor, { ...keyed, command: fact }) : admitted;
};

/** What was there stays there, so what is known will do to let most facts in; to refuse one, it is read again. */
const look = async (
  executor: Executor,
  { admit, afresh }: Pick<Admission<FactType>, 'admit' | 'afresh'>,
  fact: EventOf<FactType>,
): Verdict<FactType> => {
  if (admit === undefined) return E.right(fact);
  const admitted = afresh === true ? undefined : await admit({ ...executor, load: executor.known }, fact);
  return admitted !== undefined && E.isRight(admitted) ? admitted : admit(executor, fact);
};

const admissionOf = (type: FactType): Admission<FactType> =>
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the entry of a type takes facts of that type
  admissions[type] as unknown as Admission<FactType>;
