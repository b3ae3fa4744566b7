import { type LocalDate, type TimeZone, dateOf } from '@commission-ledger/calendar';
import { type EventRef, type Node, fact, split } from '@commission-ledger/calculation';
import type { RecordedEvent } from '@commission-ledger/events';
import type { Facts } from '@commission-ledger/plans';

/** What commission may be earned from: the win of a deal, or a payment on it. */
export type CauseEvents = Readonly<{
  won: RecordedEvent<'DealWon'>;
  payment: RecordedEvent<'PaymentReceived'> | undefined;
}>;

/** For whom a cause is rated: the credited partner's share of it, as that partner's own or as their upline's. */
export type Rated = Readonly<{ referrer: string; beneficiary: 'referrer' | 'upline' }>;

/** A field of an event as a leaf of a calculation. */
export const eventRef = (event: RecordedEvent, path: string): EventRef => ({
  event: event.id,
  stream: event.stream,
  revision: event.revision,
  hash: event.hash,
  path,
  occurredAt: event.data.occurredAt,
  recordedAt: event.recordedAt,
});

/** The local date of a cause in the program's time zone: the day it counts on. */
export const dateOfCause = ({ won, payment }: CauseEvents, zone: TimeZone): LocalDate =>
  dateOf((payment ?? won).data.occurredAt, zone);

/**
 * What a plan is given about a cause: every number with the field of the event it comes from. A deal credited to
 * several partners is shared out first, in whole minor units by largest remainder, so the parts add up to the whole.
 */
export const ratingFacts = (
  { won, payment }: CauseEvents,
  { referrer, beneficiary }: Rated,
  zone: TimeZone,
  counterBefore: Facts['counterBefore'],
): Facts => {
  const credited = (node: Node): Node => creditedPart(node, won, referrer);
  const deal = credited(fact({ _tag: 'money', money: won.data.amount }, [eventRef(won, '/amount')], 'deal'));
  const cause = payment ?? won;
  return {
    earnedOn: payment === undefined ? 'win' : 'payment',
    beneficiary,
    occurredAt: cause.data.occurredAt,
    date: dateOf(cause.data.occurredAt, zone),
    measures:
      payment === undefined
        ? { deal }
        : {
            deal,
            payment: credited(
              fact({ _tag: 'money', money: payment.data.amount }, [eventRef(payment, '/amount')], 'payment'),
            ),
          },
    attributes: Object.fromEntries(
      Object.entries(won.data.attributes).map(([name, text]) => [
        name,
        fact({ _tag: 'text', text }, [eventRef(won, `/attributes/${pointerToken(name)}`)], `attribute:${name}`),
      ]),
    ),
    counterBefore,
  };
};

const creditedPart = (whole: Node, won: RecordedEvent<'DealWon'>, referrer: string): Node => {
  const { attribution } = won.data;
  if (attribution.length === 1) return whole;
  const place = attribution.findIndex(({ partner }) => partner === referrer);
  const weights = attribution.map(({ share }, index) =>
    fact({ _tag: 'ratio', ratio: share }, [eventRef(won, `/attribution/${index}/share`)], 'share'),
  );
  const placeFact = fact({ _tag: 'text', text: `${place + 1}` }, [eventRef(won, '/attribution')], 'place');
  return split(whole, placeFact, weights, { name: 'base' });
};

/** A name as one token of a JSON Pointer (RFC 6901). */
const pointerToken = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');
