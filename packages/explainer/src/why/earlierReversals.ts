import { absent, booked, fact, sum, type Node } from '@commission-ledger/calculation';
import { derivedId, type RecordedEvent } from '@commission-ledger/events';
import { eventRef } from '@commission-ledger/ledger';
import { zero } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import { dealIn } from '../reading/dealIn.ts';
import type { Answer, ExplainedAccrual, Sources } from '../reading/sources.ts';

type Reversed = RecordedEvent<'AccrualReversed'>;
type Refund = RecordedEvent<'PaymentRefunded'>;

/** The id that a refund gives to its reversal of an accrual. */
export const reversalIdOf = (accrual: string, refund: string): string => derivedId('rev', accrual, refund);

/** The id that the cancellation of its deal gives to the reversal of an accrual: a deal is cancelled once. */
export const cancellationIdOf = (accrual: string, deal: string): string => derivedId('rev', accrual, 'cancelled', deal);

/** What earlier refunds, or the cancellation of the deal, took back of the same accrual, as it stood before this event. */
export const takenBackBefore = async (
  sources: Sources,
  reversed: Reversed,
  original: ExplainedAccrual,
): Answer<Node> => {
  const { accrual, deal } = reversed.data;
  const refunds = await refundsOf(sources, original);
  if (E.isLeft(refunds)) return refunds;
  const ids = [...refunds.right.map(({ data }) => reversalIdOf(accrual, data.refund)), cancellationIdOf(accrual, deal)];
  const earlier: Reversed[] = [];
  for (const id of ids) {
    // A refund that took nothing has no reversal.
    const at = await sources.index.lookUp('reversal', id);
    if (at === undefined || at.revision >= reversed.revision) continue;
    const found = await sources.events.read('AccrualReversed', at);
    if (E.isLeft(found)) return found;
    earlier.push(found.right);
  }
  return E.right(earlier.length === 0 ? nothingTakenBack(reversed, original) : totalOf(earlier, 'reversal'));
};

/** The refunds of the payment that the accrual came from, in the order of the deal's own events. */
const refundsOf = async (sources: Sources, { cause: { payment } }: ExplainedAccrual): Answer<readonly Refund[]> => {
  if (payment === undefined) return E.right([]);
  return refundsUntil(sources, payment);
};

/** The refunds of a payment that count, in the order in which they do, up to one of them or all. */
export const refundsUntil = async (
  sources: Sources,
  payment: RecordedEvent<'PaymentReceived'>,
  last?: string,
): Answer<readonly Refund[]> => {
  const deal = await dealIn(sources, payment.stream);
  if (E.isLeft(deal)) return deal;
  const refunds = [...deal.right.refunds.values()]
    .map(({ told }) => told)
    .filter(({ data }) => data.payment === payment.data.payment);
  const end = refunds.findIndex(({ data }) => data.refund === last);
  return E.right(end < 0 ? refunds : refunds.slice(0, end + 1));
};

const nothingTakenBack = (reversed: Reversed, { told }: ExplainedAccrual): Node => {
  const { accrual, amount, occurredAt } = reversed.data;
  return absent(
    booked(zero(amount.currency)),
    `reversals of ${accrual}`,
    [
      {
        source: reversed.stream,
        from: `${told.posted.revision}`,
        to: occurredAt,
        watermark: `${reversed.revision - 1}`,
      },
    ],
    'reversal',
  );
};

/** One amount as it is, several added up. */
export const totalOf = (events: readonly (Refund | Reversed)[], name: 'refund' | 'reversal'): Node => {
  const amounts = events.map((event) => fact(booked(event.data.amount), [eventRef(event, '/amount')], name));
  const [only, ...others] = amounts;
  return only !== undefined && others.length === 0 ? only : sum(amounts, { name });
};
