import type { RecordedEvent } from '@commission-ledger/events';
import { type Deal, type RefundState, causeKey } from '../deal/dealState.ts';
import { type CauseEvents, isCalledOffBy } from '../policy/causeEvents.ts';
import { paymentOf, winOf } from '../policy/scene.ts';

/** What happened on a deal that earns or takes back, by the key under which accounts reacted to it. */
export type DealStep = Readonly<{ key: string }> &
  (
    | Readonly<{ kind: 'cause'; cause: CauseEvents }>
    | Readonly<{ kind: 'refund'; refund: RefundState }>
    | Readonly<{ kind: 'cancellation'; cancelled: RecordedEvent<'DealCancelled'>; cause: CauseEvents }>
  );

/** All of it, in the order in which it counts; what is set aside is left out. */
export const stepsOfDeal = (deal: Deal): readonly DealStep[] => {
  const { deal: id } = deal.won.data;
  const payments = [...deal.payments.values()].flatMap(({ received }) =>
    deal.parked.has(causeKey({ kind: 'payment', id: received.data.payment })) ? [] : [received],
  );
  const win: readonly Placed[] = deal.parked.has(causeKey({ kind: 'win', id }))
    ? []
    : [{ place: deal.won.revision, since: -1, step: { key: `${id}/win/${id}`, kind: 'cause', cause: winOf(deal) } }];
  const paid = payments.map((received): Placed => {
    const step = {
      key: `${id}/payment/${received.data.payment}`,
      kind: 'cause',
      cause: paymentOf(deal, received),
    } as const;
    return { place: Math.max(received.revision, deal.won.revision), since: received.revision, step };
  });
  const refunded = [...deal.refunds.values()].flatMap((refund): readonly Placed[] => {
    const { payment, refund: refundId } = refund.told.data;
    if (!payments.some(({ data }) => data.payment === payment)) return [];
    const place = Math.max(refund.since, deal.won.revision);
    return [{ place, since: refund.since, step: { key: `${id}/refund/${refundId}`, kind: 'refund', refund } }];
  });
  const { cancelled } = deal;
  const calledOff =
    cancelled === undefined
      ? []
      : [...win, ...paid].flatMap(({ place, step }): readonly Placed[] => {
          if (step.kind !== 'cause') return [];
          const { cause } = step;
          if (cause.payment !== undefined && !isCalledOffBy(cancelled, cause.payment)) return [];
          // One that is told after the cancellation is called off right after it.
          const since = Math.max(cancelled.revision, place);
          const key = `${id}/cancellation/${id}`;
          return [
            { place: since, since: Number.MAX_SAFE_INTEGER, step: { key, kind: 'cancellation', cancelled, cause } },
          ];
        });
  return [...win, ...paid, ...refunded, ...calledOff]
    .toSorted((a, b) => a.place - b.place || a.since - b.since)
    .map(({ step }) => step);
};

/** What came before the win counts with it, in its own order behind it. */
type Placed = Readonly<{ place: number; since: number; step: DealStep }>;
