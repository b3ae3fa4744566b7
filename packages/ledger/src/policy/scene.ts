import type { TimeZone } from '@commission-ledger/calendar';
import { type RecordedEvent, programStream } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import type { Deal } from '../deal/dealDecider.ts';
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
  if (deal === undefined) return E.left({ _tag: 'UnknownDeal', deal: dealId });
  const { program } = deal.won.data;
  const settings = await executor.load({ stream: programStream(program), decider: programDecider });
  if (E.isLeft(settings)) return settings;
  const { state } = settings.right;
  return state === undefined
    ? E.left({ _tag: 'UnknownProgram', program })
    : E.right({ executor, deal, zone: state.timeZone, currencies: state.currencies });
};

/** The win of the deal as a cause. */
export const winOf = ({ won }: Deal): CauseEvents => ({ won, payment: undefined });

/** A payment on the deal as a cause. */
export const paymentOf = ({ won, payments }: Deal, payment: RecordedEvent<'PaymentReceived'>): CauseEvents => ({
  won,
  payment,
  firstPayment: firstPaymentOf(
    [...payments.values()].map(({ received }) => received),
    payment,
  ),
});
