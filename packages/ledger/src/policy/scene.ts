import type { TimeZone } from '@commission-ledger/calendar';
import { type RecordedEvent, programStream } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import { amendmentsBefore } from '../deal/amendment.ts';
import { type Deal, isWon } from '../deal/dealState.ts';
import { ratablePayments } from '../deal/earlyFacts.ts';
import type { Executor } from '../execution/executor.ts';
import type { LedgerFailure } from '../failure.ts';
import { programDecider } from '../program/programDecider.ts';
import { type CauseEvents, firstPaymentOf } from './causeEvents.ts';
import { dealSubject } from './policyCommand.ts';

/** The deal a trigger belongs to, the zone in which its days are counted, and the currencies of its program. */
export type Scene = Readonly<{ executor: Executor; deal: Deal; zone: TimeZone; currencies: readonly string[] }>;

/** Finds everything that stands around a trigger. */
export const sceneOf = async (executor: Executor, dealId: string): Promise<E.Either<LedgerFailure, Scene>> => {
  const loaded = await executor.load(dealSubject(dealId));
  if (E.isLeft(loaded)) return loaded;
  const deal = loaded.right.state;
  if (!isWon(deal)) return E.left({ _tag: 'UnknownDeal', deal: dealId });
  const { program } = deal.won.data;
  const settings = await executor.load({ stream: programStream(program), decider: programDecider });
  if (E.isLeft(settings)) return settings;
  const { state } = settings.right;
  return state === undefined
    ? E.left({ _tag: 'UnknownProgram', program })
    : E.right({ executor, deal, zone: state.timeZone, currencies: state.currencies });
};

/** The win of the deal as a cause. Amendments come after it, unless they are taken as if they had been there before. */
export const winOf = ({ won, amendments }: Deal): CauseEvents => ({
  won,
  amendments: amendmentsBefore(amendments, won.revision),
  payment: undefined,
});

/** A payment on the deal as a cause: of the deal as it was amended before it. */
export const paymentOf = (deal: Deal, payment: RecordedEvent<'PaymentReceived'>): CauseEvents => ({
  won: deal.won,
  amendments: amendmentsBefore(deal.amendments, payment.revision),
  payment,
  firstPayment: firstPaymentOf(
    ratablePayments(deal).map(({ received }) => received),
    payment,
  ),
});
