import { dateOf } from '@commission-ledger/calendar';
import { type EventOf, dealStream, leadStream } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import { type Admissions, type Verdict, decidedBy } from '../admission/admission.ts';
import type { Executor } from '../execution/executor.ts';
import type { LedgerFailure } from '../failure.ts';
import { leadDecider } from '../lead/leadDecider.ts';
import { partnerOf } from '../partner/partnerOf.ts';
import { programOf } from '../program/programOf.ts';
import { dealDecider } from './dealDecider.ts';

/** The facts about a deal that a host records. */
export type DealFact =
  | 'DealWon'
  | 'DealAmended'
  | 'PaymentReceived'
  | 'PaymentRefunded'
  | 'ChargebackOpened'
  | 'ChargebackDecided'
  | 'DealCancelled';

const ofDeal = decidedBy(dealDecider, ({ data }) => dealStream(data.deal));

/**
 * The command keys: made of the ids that name the fact in the business, so the same fact always has the same key. What
 * can happen more than once to the same thing has its time in the key; sent again without a time, it says nothing new,
 * which the deciders see.
 */
export const dealAdmissions: Admissions<DealFact> = {
  DealWon: { ...ofDeal, key: ({ deal }) => `deal/${deal}/won`, admit: admitDeal },
  DealAmended: {
    ...ofDeal,
    key: ({ deal, amendment }) => `deal/${deal}/amendment/${amendment}`,
    admit: admitAmendment,
  },
  PaymentReceived: { ...ofDeal, key: ({ deal, payment }) => `deal/${deal}/payment/${payment}` },
  PaymentRefunded: { ...ofDeal, key: ({ deal, refund }) => `deal/${deal}/refund/${refund}` },
  ChargebackOpened: { ...ofDeal, key: ({ deal, chargeback }) => `deal/${deal}/chargeback/${chargeback}` },
  ChargebackDecided: { ...ofDeal, key: ({ deal, chargeback }) => `deal/${deal}/chargeback/${chargeback}/decided` },
  DealCancelled: { ...ofDeal, key: ({ deal }) => `deal/${deal}/cancelled` },
};

/** A deal knows when its lead came in, for plans that go by that date. */
async function admitDeal(executor: Executor, fact: EventOf<'DealWon'>): Verdict<'DealWon'> {
  const { data } = fact;
  const program = await programOf(executor, data.program);
  if (E.isLeft(program)) return program;
  const { currency } = data.amount;
  const { currencies, timeZone } = program.right;
  if (!currencies.includes(currency))
    return E.left({ _tag: 'OtherCurrency', expected: currencies.join(' or '), got: currency });
  const known = await creditedAreKnown(executor, data);
  if (E.isLeft(known)) return known;
  if (data.lead === undefined) return E.right(fact);
  const lead = await executor.load({ stream: leadStream(data.lead), decider: leadDecider });
  if (E.isLeft(lead)) return lead;
  const { state } = lead.right;
  if (state === undefined) return E.left({ _tag: 'UnknownLead', lead: data.lead });
  if (state.program !== data.program)
    return E.left({ _tag: 'LeadOfOtherProgram', lead: data.lead, program: data.program });
  return E.right({ ...fact, data: { leadOn: dateOf(state.submittedAt, timeZone), ...data } });
}

/** Whoever is credited from now on is known. */
async function admitAmendment(executor: Executor, fact: EventOf<'DealAmended'>): Verdict<'DealAmended'> {
  return E.map(() => fact)(await creditedAreKnown(executor, fact.data));
}

async function creditedAreKnown(
  executor: Executor,
  { attribution = [], overlays = [] }: Partial<Pick<EventOf<'DealWon'>['data'], 'attribution' | 'overlays'>>,
): Promise<E.Either<LedgerFailure, unknown>> {
  for (const { partner } of [...attribution, ...overlays]) {
    const known = await partnerOf(executor, partner);
    if (E.isLeft(known)) return known;
  }
  return E.right(undefined);
}
