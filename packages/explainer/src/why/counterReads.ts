import { dateOf, epochMsOf, instant, type TimeZone } from '@commission-ledger/calendar';
import type { Node } from '@commission-ledger/calculation';
import type { RecordedEvent } from '@commission-ledger/events';
import type { PlanDocument, Receipt, ReceiptCounter } from '@commission-ledger/plans';
import * as E from 'fp-ts/lib/Either.js';
import type { CountersBefore } from './countersBefore.ts';
import type { CounterRead, Overtaking } from '../document/explanation.ts';

type Posted = RecordedEvent<'AccrualPosted' | 'TrueUpPosted'>;

/**
 * The counters that the rule read, each with the later fact that had already moved it, if there is one: facts are rated
 * in the order in which they are recorded, and one that comes late says so. Only the event that moved the counter last
 * is asked, so this reads nothing that the calculation does not cite.
 */
export const counterReads = (
  posted: Posted,
  { counters }: Receipt,
  before: CountersBefore,
  { document, zone }: Readonly<{ document: PlanDocument; zone: TimeZone }>,
): readonly CounterRead[] =>
  counters.map((read) => {
    const overtakenBy = overtaking(posted, before(read.counter, read.window), zone);
    return { ...read, ...countsIn(document, read), ...(overtakenBy === undefined ? {} : { overtakenBy }) };
  });

const countsIn = ({ counters }: PlanDocument, { counter, before }: ReceiptCounter): Pick<CounterRead, 'counts'> => {
  const measure = counters.find(({ id }) => id === counter)?.measure;
  if (typeof measure === 'object') {
    if ('excess' in measure) return { counts: 'kept-back' };
    return { counts: 'earned' in measure ? 'commission' : 'unlimited' };
  }
  return 'amount' in before ? {} : { counts: 'units' };
};

/** By instants: what happened at the same moment is not later, whatever the order in which it was recorded. */
const overtaking = ({ data }: Posted, counter: Node, zone: TimeZone): Overtaking | undefined => {
  const [mover] = counter.kind === 'fact' ? counter.from : [];
  if (mover === undefined) return undefined;
  const at = instant(mover.occurredAt);
  if (E.isLeft(at)) throw new RangeError(`An event was read with ${mover.occurredAt}, which is no instant.`);
  if (epochMsOf(at.right) <= epochMsOf(data.occurredAt)) return undefined;
  return { event: mover.event, occurredAt: mover.occurredAt, on: dateOf(at.right, zone) };
};
