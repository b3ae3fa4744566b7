import { localDate, startOfDay } from '@commission-ledger/calendar';
import { programStream } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import type { Executor } from '../execution/executor.ts';
import { problemsOfIds } from '../execution/inputProblems.ts';
import type { LedgerFailure } from '../failure.ts';
import { programDecider } from '../program/programDecider.ts';
import { recordFact } from '../recordFact.ts';

/** A deal that a partner might bring: won and, with `payment`, paid on the day. What is not told is as if it were not there. */
export type SupposedDeal = Readonly<{
  program: string;
  partner: string;
  /** The local date on which it all happens, `YYYY-MM-DD`. */
  date: string;
  currency: string;
  /** The amount of the deal; without it, that of the payment. */
  deal?: string;
  payment?: string;
  /** Amounts and numbers that measures of the plan read, of the deal and of the payment alike. */
  amounts?: Readonly<Record<string, string>>;
  quantities?: Readonly<Record<string, string>>;
  attributes?: Readonly<Record<string, string>>;
}>;

/** Records a supposed deal in a rehearsal under the id given: what the ledger would refuse is refused. */
export const recordDeal = async (
  executor: Executor,
  supposed: SupposedDeal,
  deal: string,
): Promise<E.Either<LedgerFailure, unknown>> => {
  const { program, partner, currency, payment, amounts = {}, quantities, attributes = {} } = supposed;
  const problems = problemsOfIds({ program, partner });
  if (problems.length > 0) return E.left({ _tag: 'InvalidInput', problems });
  const date = localDate(supposed.date);
  if (E.isLeft(date)) return E.left(invalid('/date', 'must be a date, YYYY-MM-DD'));
  const amount = supposed.deal ?? payment;
  if (amount === undefined) return E.left(invalid('/deal', 'must be there, or a payment'));
  const settings = await executor.load({ stream: programStream(program), decider: programDecider });
  if (E.isLeft(settings)) return settings;
  if (settings.right.state === undefined) return E.left({ _tag: 'UnknownProgram', program });
  const at = startOfDay(date.right, settings.right.state.timeZone);
  const carried = {
    deal,
    amounts: Object.fromEntries(Object.entries(amounts).map(([name, told]) => [name, { amount: told, currency }])),
    ...(quantities === undefined ? {} : { quantities }),
  };
  const attribution = [{ partner, share: '1' }];
  const won = { ...carried, program, amount: { amount, currency }, attribution, attributes };
  const recorded = await recordFact(executor, 'DealWon', won, at, {}, ACTOR);
  if (E.isLeft(recorded) || payment === undefined) return recorded;
  const paid = { ...carried, payment: paymentOn(deal), amount: { amount: payment, currency } };
  return recordFact(executor, 'PaymentReceived', paid, at, {}, ACTOR);
};

/** The id of the payment on a supposed deal. */
export const paymentOn = (deal: string): string => `${deal}-paid`;

const ACTOR = 'what-if';

const invalid = (path: string, message: string): LedgerFailure => ({
  _tag: 'InvalidInput',
  problems: [{ path, message }],
});
