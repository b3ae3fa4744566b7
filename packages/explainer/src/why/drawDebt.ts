import { absent, booked, fact, sub, type Node } from '@commission-ledger/calculation';
import type { RecordedEvent } from '@commission-ledger/events';
import { eventRef } from '@commission-ledger/ledger';
import { zero } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import type { Answer, Sources } from '../reading/sources.ts';

type Issued = RecordedEvent<'PayoutIssued'>;
type Draw = RecordedEvent<'DrawAdvanced' | 'DrawRecovered' | 'DrawForgiven'>;

/** What was owed of draws when a payout was made: what the last draw or recovery left, or what was forgiven since. */
export const debtBefore = async (sources: Sources, issued: Issued): Answer<Node> => {
  const { stream, revision, commandKey, data } = issued;
  const nothing = absent(
    booked(zero(data.amount.currency)),
    'debt of draws',
    [{ source: stream, from: '0', to: data.date, watermark: `${revision}` }],
    'debt',
  );
  const last = await sources.events.findBack(
    { stream, revision: revision - 1 },
    (event) => isDraw(event) && event.commandKey !== commandKey,
  );
  if (E.isLeft(last)) return last;
  if (last.right === undefined || !isDraw(last.right)) return E.right(nothing);
  if (last.right.type !== 'DrawForgiven') return E.right(debtLeftBy(last.right));
  const forgiven = last.right;
  const before = await sources.events.findBack(
    { stream, revision: forgiven.revision - 1 },
    (event) => event.type === 'DrawAdvanced' || event.type === 'DrawRecovered',
  );
  if (E.isLeft(before)) return before;
  if (before.right?.type !== 'DrawAdvanced' && before.right?.type !== 'DrawRecovered') return E.right(nothing);
  const amount = fact(booked(forgiven.data.amount), [eventRef(forgiven, '/amount')], 'debt');
  return E.right(sub(debtLeftBy(before.right), amount, { name: 'debt' }));
};

const isDraw = (event: RecordedEvent): event is Draw =>
  event.type === 'DrawAdvanced' || event.type === 'DrawRecovered' || event.type === 'DrawForgiven';

const debtLeftBy = (event: RecordedEvent<'DrawAdvanced' | 'DrawRecovered'>): Node =>
  fact(booked(event.data.debt), [eventRef(event, '/debt')], 'debt');
