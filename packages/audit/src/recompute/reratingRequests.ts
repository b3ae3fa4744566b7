import { eachEvent } from '@commission-ledger/event-store';
import { dealStream, planStream, readEvent, type RecordedEvent } from '@commission-ledger/events';
import { planDecider } from '@commission-ledger/ledger';
import * as E from 'fp-ts/lib/Either.js';
import { historyUntil } from '../replay/historyUntil.ts';
import type { Past } from './pastExecutor.ts';
import { eventAt } from './pastStreams.ts';
import type { Request } from './rerateAgain.ts';

/** Before every date on which anything was earned. */
const BEGINNING = '0001-01-02';

/** So many single days are tried; of longer histories, the first days of months. */
const DAYS = 20;

/**
 * The ways in which a re-rating may have been asked for, the likeliest first. Between two days on which something was
 * earned it makes no difference from when on a version governs.
 */
export async function* requestsFor(
  past: Past,
  { data, position }: RecordedEvent<'TrueUpPosted'>,
): AsyncGenerator<Request, void, undefined> {
  const { deal, causeEvent, rule } = data;
  const told = await past.streams.eventsOf(dealStream(deal));
  if (E.isRight(told) && eventAt(told.right, causeEvent.revision)?.type === 'DealAmended') {
    yield { deal };
    return;
  }
  const plans = await past.streams.load({ stream: planStream(rule.plan), decider: planDecider }, Number(position));
  if (E.isLeft(plans)) return;
  // Where a version gives nothing, the difference names the version that was booked.
  const others = plans.right.state.map(({ document }) => document.version).filter((each) => each !== rule.version);
  const versions = [rule.version, ...others.toReversed()];
  const requests = (from: string): readonly Request[] =>
    versions.map((version) => ({ plan: rule.plan, version, from }));
  yield* requests(BEGINNING);
  for (const from of await datesOfCauses(past, Number(position))) yield* requests(from);
}

const datesOfCauses = async ({ store }: Past, before: number): Promise<readonly string[]> => {
  const days = new Set<string>();
  for await (const stored of eachEvent(historyUntil(store, BigInt(before) - 1n))) {
    if (stored.type !== 'AccrualPosted' && stored.type !== 'DealWon' && stored.type !== 'PaymentReceived') continue;
    const read = readEvent(stored);
    if (E.isLeft(read)) continue;
    const { data } = read.right;
    days.add('earnedOn' in data ? data.earnedOn : data.occurredAt.slice(0, 10));
  }
  const months = [...new Set([...days].map((day) => `${day.slice(0, 7)}-01`))];
  return [...new Set([...months, ...(days.size > DAYS ? [] : days)])].toSorted();
};
