import { dateOf, type TimeZone } from '@commission-ledger/calendar';
import { booked, fact, ratioOf, sub, text, type Node } from '@commission-ledger/calculation';
import { dealStream, type RecordedEvent } from '@commission-ledger/events';
import { eventRef, momentOn, type Change } from '@commission-ledger/ledger';
import { exactFromJson, MoneyJson, sameCurrency, toJson } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import { dealIn } from '../../reading/dealIn.ts';
import type { Answer, Sources } from '../../reading/sources.ts';
import type { DraftRow } from '../composeReply.ts';

/** What is supposed, each beside what was recorded; of changes that the ledger has taken. */
export const suppositionRows = async (
  sources: Sources,
  changes: readonly Change[],
  zone: TimeZone,
): Answer<readonly DraftRow[]> => {
  const rows: DraftRow[] = [];
  for (const change of changes) {
    const found = await rowsOf(sources, change, zone);
    if (E.isLeft(found)) return found;
    rows.push(...found.right);
  }
  return E.right(rows);
};

const rowsOf = async (sources: Sources, change: Change, zone: TimeZone): Answer<readonly DraftRow[]> => {
  if ('event' in change) {
    const event = await sources.events.readAny(change.event);
    if (E.isLeft(event)) return event;
    return E.right([
      change._tag === 'without' ? withoutRow(event.right) : movedRow(event.right, change.occurredAt, zone),
    ]);
  }
  const known = await dealIn(sources, dealStream(change.deal));
  if (E.isLeft(known)) return known;
  const { won, payments } = known.right;
  const { deal } = change;
  switch (change._tag) {
    case 'amount':
      return E.right(won === undefined ? [] : [otherAmount(won, change)]);
    case 'payment': {
      const received = payments.get(change.payment)?.received;
      return E.right(received === undefined ? [] : [otherAmount(received, change)]);
    }
    case 'credited':
      return E.right([
        {
          said: { key: 'whatIfCredited', holes: { deal } },
          ...(won === undefined ? {} : { from: [eventRef(won, '/attribution')] }),
          rows: change.attribution.map(shareRow),
        },
      ]);
    case 'attributes':
      return E.right(Object.entries(change.attributes).map(([name, would]) => attributeRow(won, deal, name, would)));
    case 'refunded':
    case 'paid': {
      const amount = taken(MoneyJson.decode(change.amount));
      const holes = { deal, amount: toJson(amount), on: dateOf(taken(momentOn(change.on, zone)), zone) };
      return E.right([
        change._tag === 'paid'
          ? { said: { key: 'whatIfPaid', holes }, node: fact(booked(amount), [], 'payment') }
          : {
              said: { key: 'whatIfRefunded', holes: { ...holes, payment: change.payment } },
              node: fact(booked(amount), [], 'refund'),
            },
      ]);
    }
  }
};

/** What the ledger has taken can be read. */
const taken = <Value>(read: E.Either<unknown, Value>): Value => {
  if (E.isLeft(read)) throw new TypeError('A change that was taken cannot be read.');
  return read.right;
};

const otherAmount = (
  event: RecordedEvent<'DealWon' | 'PaymentReceived'>,
  change: Extract<Change, { _tag: 'amount' | 'payment' }>,
): DraftRow => {
  const [would, now] = [taken(MoneyJson.decode(change.amount)), event.data.amount];
  const from = [eventRef(event, '/amount')];
  const holes = { deal: change.deal, would: toJson(would), now: toJson(now) };
  const name = event.type === 'DealWon' ? 'deal' : 'payment';
  const supposed = fact(booked(would), [], name);
  const node = sameCurrency(would, now) ? sub(supposed, fact(booked(now), from, name)) : supposed;
  return event.type === 'DealWon'
    ? { said: { key: 'whatIfAmount', holes }, from, node }
    : { said: { key: 'whatIfPayment', holes: { ...holes, payment: event.data.payment } }, from, node };
};

const movedRow = (event: RecordedEvent, occurredAt: string, zone: TimeZone): DraftRow => {
  const would = dateOf(taken(momentOn(occurredAt, zone)), zone);
  const now = dateOf(event.data.occurredAt, zone);
  const from = [eventRef(event, '/occurredAt')];
  const node = (name: 'won-on' | 'paid-on'): Node => fact(text(would), [], name);
  if (event.type === 'DealWon')
    return { said: { key: 'whatIfWonOn', holes: { deal: event.data.deal, would, now } }, from, node: node('won-on') };
  if (event.type === 'PaymentReceived') {
    const { deal, payment } = event.data;
    return { said: { key: 'whatIfPaidOn', holes: { deal, payment, would, now } }, from, node: node('paid-on') };
  }
  return { said: { key: 'whatIfOtherDay', holes: { record: recordOf(event), would, now } }, from };
};

const withoutRow = (event: RecordedEvent): DraftRow => {
  if (event.type !== 'PaymentRefunded')
    return {
      said: { key: 'whatIfWithout', holes: { record: recordOf(event) } },
      from: [eventRef(event, '/occurredAt')],
    };
  const { deal, refund, amount } = event.data;
  const from = [eventRef(event, '/amount')];
  const holes = { deal, refund, amount: toJson(amount) };
  return { said: { key: 'whatIfWithoutRefund', holes }, from, node: fact(booked(amount), from, 'refund') };
};

const attributeRow = (
  won: RecordedEvent<'DealWon'> | undefined,
  deal: string,
  name: string,
  would: string,
): DraftRow => {
  const now = won?.data.attributes[name];
  return won === undefined || now === undefined
    ? { said: { key: 'whatIfAttribute', holes: { name, deal, would } } }
    : {
        said: { key: 'whatIfAttributeOther', holes: { name, deal, would, now } },
        from: [eventRef(won, '/attributes')],
      };
};

const shareRow = ({ partner, share }: Extract<Change, { _tag: 'credited' }>['attribution'][number]): DraftRow => ({
  said: { key: 'whatIfShare', holes: { partner, share: typeof share === 'string' ? { rate: share } : share } },
  node: fact(ratioOf(taken(exactFromJson(share))), [], 'share'),
});

/** How people find a record that has no name of its own. */
const recordOf = ({ stream, revision, type }: RecordedEvent): string => `${type} ${revision} (${stream})`;
