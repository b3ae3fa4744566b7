import type { RecordedEvent } from '@commission-ledger/events';
import { amendmentsBefore, creditedCause, type CauseEvents } from '@commission-ledger/ledger';
import type { Beneficiary } from '@commission-ledger/plans';
import * as E from 'fp-ts/lib/Either.js';
import { dealIn } from './dealIn.ts';
import type { EventAt } from './references.ts';
import type { Answer, Sources } from './sources.ts';

/** What an entry says of where it comes from. */
type Caused = Readonly<{
  partner: string;
  cause: Readonly<{ kind: 'win' | 'payment'; id: string }>;
  causeEvent: EventAt;
  deal: string;
  referrer: string;
  beneficiary: Beneficiary;
}>;

type Amendments = readonly RecordedEvent<'DealAmended'>[];

/**
 * The win and, where there is one, the payment that an entry came from, on the deal as it was amended before the cause. An
 * entry that an amendment led to names that instead of its cause: it goes by the deal as amended then.
 */
export const causeOf = async (
  sources: Sources,
  { data: { cause, causeEvent, deal } }: Readonly<{ data: Caused }>,
): Answer<CauseEvents> => {
  const led = await sources.events.readAny(causeEvent);
  if (E.isLeft(led)) return led;
  if (led.right.type === 'DealAmended') return amendedCause(sources, deal, cause, led.right);
  if (cause.kind === 'win') {
    const won = await sources.events.read('DealWon', causeEvent);
    return E.isLeft(won) ? won : E.right({ won: won.right, payment: undefined });
  }
  const payment = await sources.events.read('PaymentReceived', causeEvent);
  if (E.isLeft(payment)) return payment;
  const won = await winOf(sources, deal);
  if (E.isLeft(won)) return won;
  // What follows right after the win, or came before it, has no amendment before it.
  if (payment.right.revision <= won.right.revision + 1) return E.right(caused(won.right, payment.right, []));
  const known = await dealIn(sources, won.right.stream);
  if (E.isLeft(known)) return known;
  return E.right(caused(won.right, payment.right, amendmentsBefore(known.right.amendments, payment.right.revision)));
};

/**
 * The cause of an entry, as it was last with its partner in it by the time of the entry: whoever was amended out of the
 * deal, and lost by that what they had, has no part in it as amended then.
 */
export const creditedCauseOf = async (
  sources: Sources,
  event: Readonly<{ data: Caused; recordedAt: string }>,
): Answer<CauseEvents> => {
  const found = await causeOf(sources, event);
  if (E.isLeft(found)) return found;
  const known = await dealIn(sources, found.right.won.stream);
  if (E.isLeft(known)) return known;
  const { data, recordedAt } = event;
  const amendments = known.right.amendments.filter((amendment) => amendment.recordedAt <= recordedAt);
  return E.right(creditedCause(found.right, { amendments }, data, data.partner));
};

const amendedCause = async (
  sources: Sources,
  deal: string,
  { kind, id }: Caused['cause'],
  led: RecordedEvent<'DealAmended'>,
): Answer<CauseEvents> => {
  const won = await winOf(sources, deal);
  if (E.isLeft(won)) return won;
  const known = await dealIn(sources, won.right.stream);
  if (E.isLeft(known)) return known;
  const amendments = amendmentsBefore(known.right.amendments, led.revision + 1);
  const payment = kind === 'win' ? undefined : known.right.payments.get(id)?.received;
  return kind === 'payment' && payment === undefined
    ? E.left({ _tag: 'OtherEvent', at: led, expected: `amendment of a deal with the payment ${id}`, found: led.type })
    : E.right(caused(won.right, payment, amendments));
};

const caused = (
  won: RecordedEvent<'DealWon'>,
  payment: RecordedEvent<'PaymentReceived'> | undefined,
  amendments: Amendments,
): CauseEvents => ({ won, payment, ...(amendments.length === 0 ? {} : { amendments }) });

/** A payment on a deal, by its id, as it was rated when it came; and `all` the amendments of its deal. */
export const paymentCause = async (
  sources: Sources,
  deal: string,
  payment: string,
): Answer<Readonly<{ before: CauseEvents; all: Amendments }> | undefined> => {
  const won = await winOf(sources, deal);
  if (E.isLeft(won)) return won;
  const known = await dealIn(sources, won.right.stream);
  if (E.isLeft(known)) return known;
  const { amendments: all, payments } = known.right;
  const received = payments.get(payment)?.received;
  return E.right(received && { before: caused(won.right, received, amendmentsBefore(all, received.revision)), all });
};

const winOf = async (sources: Sources, deal: string): Answer<RecordedEvent<'DealWon'>> => {
  const at = await sources.index.locate('deal', deal);
  return E.isLeft(at) ? at : sources.events.read('DealWon', at.right);
};
