import { dateOf } from '@commission-ledger/calendar';
import type { EventOf } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import type { Executor } from '../execution/executor.ts';
import type { InputProblem, LedgerFailure } from '../failure.ts';
import { partnerOf } from '../partner/partnerOf.ts';
import type { ProgramState } from '../program/programDecider.ts';
import { programOf } from '../program/programOf.ts';
import type { Adjusting } from './adjust.ts';
import type { Dispute } from './dispute.ts';

/** What is done to the money of an account by hand. */
export type ByHand = Adjusting | Dated | EventOf<'TaxRemitted'>;

type Dated = EventOf<'ReceivableWrittenOff' | 'BalanceUnclaimed'>;

type Outcome<Value> = Promise<E.Either<LedgerFailure, Value>>;

/** Lets in what is in a currency of the program, for a partner who has joined. */
export const admitByHand = async <Fact extends ByHand>(executor: Executor, fact: Fact): Outcome<Fact> => {
  const program = await programFor(executor, fact);
  return E.isLeft(program) ? program : E.right(fact);
};

/** What has a date happens on that date or later. */
export const admitDated = async <Fact extends Dated>(executor: Executor, fact: Fact): Outcome<Fact> => {
  const program = await programFor(executor, fact);
  if (E.isLeft(program)) return program;
  const { date, occurredAt } = fact.data;
  return date > dateOf(occurredAt, program.right.timeZone)
    ? invalid([{ path: '/date', message: 'must not be after the day on which it happened' }])
    : E.right(fact);
};

/** By hand, a balance is written off by two people, who are named. Payouts write off too and give ids of their own. */
export const admitWriteOff = async (
  executor: Executor,
  fact: EventOf<'ReceivableWrittenOff'>,
): Outcome<EventOf<'ReceivableWrittenOff'>> => {
  const { writeOff, author, approver } = fact.data;
  const problems = [
    ...Object.entries({ author, approver }).flatMap(([field, person]) =>
      person === undefined ? [{ path: `/${field}`, message: 'is missing' }] : [],
    ),
    ...(GIVEN_BY_PAYOUTS.test(writeOff)
      ? [{ path: '/writeOff', message: 'must not begin with WO- and a date, as the ids that payouts give' }]
      : []),
  ];
  return problems.length > 0 ? invalid(problems) : admitDated(executor, fact);
};

const GIVEN_BY_PAYOUTS = /^WO-\d{4}-\d{2}-\d{2}-/;

/** Inquiries and chargebacks hold by what is recorded of them, not by hand. */
export const admitDispute = async <Fact extends Dispute>(_executor: Executor, fact: Fact): Outcome<Fact> =>
  fact.data.by === undefined ? E.right(fact) : invalid([{ path: '/by', message: 'is no field of a hold by hand' }]);

const programFor = async (executor: Executor, { data }: ByHand): Outcome<NonNullable<ProgramState>> => {
  const program = await programOf(executor, data.program);
  if (E.isLeft(program)) return program;
  const { currencies } = program.right;
  const { currency } = data.amount;
  if (!currencies.includes(currency))
    return E.left({ _tag: 'OtherCurrency', expected: currencies.join(' or '), got: currency });
  const partner = await partnerOf(executor, data.partner);
  return E.isLeft(partner) ? partner : program;
};

const invalid = (problems: readonly InputProblem[]): E.Either<LedgerFailure, never> =>
  E.left({ _tag: 'InvalidInput', problems });
