import type { EventType, RecordedEvent } from '@commission-ledger/events';
import { entriesOfDeal, evaluationsOfDeal, type DocumentStore } from '@commission-ledger/projections';
import * as E from 'fp-ts/lib/Either.js';
import type { Answer, Sources } from '../../reading/sources.ts';

/** What a deal led to in one partner's accounts. */
export type BookedOnDeal = Readonly<{
  accruals: readonly RecordedEvent<'AccrualPosted'>[];
  trueUps: readonly RecordedEvent<'TrueUpPosted'>[];
  reversals: readonly RecordedEvent<'AccrualReversed'>[];
  /** Causes that were looked at and earned nothing. */
  evaluated: readonly RecordedEvent<'AccrualEvaluated'>[];
}>;

/** Reads what a deal led to for one partner: the read models say where, the events say what. */
export const bookedOnDeal = async (
  { documents, sources }: Readonly<{ documents: DocumentStore; sources: Sources }>,
  deal: string,
  partner: string,
): Answer<BookedOnDeal> => {
  const accruals: RecordedEvent<'AccrualPosted'>[] = [];
  const trueUps: RecordedEvent<'TrueUpPosted'>[] = [];
  const reversals: RecordedEvent<'AccrualReversed'>[] = [];
  const evaluated: RecordedEvent<'AccrualEvaluated'>[] = [];
  const read = async <T extends EventType>(type: T, at: Place, into: RecordedEvent<T>[]): Answer<void> =>
    E.map((event: RecordedEvent<T>) => void into.push(event))(await sources.events.read(type, at));
  for await (const { account, kind, event } of entriesOfDeal(documents, deal)) {
    if (account.partner !== partner) continue;
    const done =
      kind === 'accrual'
        ? await read('AccrualPosted', event, accruals)
        : kind === 'reversal'
          ? await read('AccrualReversed', event, reversals)
          : await read('TrueUpPosted', event, trueUps);
    if (E.isLeft(done)) return done;
  }
  for await (const { account, event } of evaluationsOfDeal(documents, deal)) {
    if (account.partner !== partner) continue;
    const done = await read('AccrualEvaluated', event, evaluated);
    if (E.isLeft(done)) return done;
  }
  return E.right({
    accruals: inOrder(accruals),
    trueUps: inOrder(trueUps),
    reversals: inOrder(reversals),
    evaluated: inOrder(evaluated),
  });
};

type Place = Readonly<{ stream: string; revision: number }>;

const inOrder = <Event extends RecordedEvent>(events: readonly Event[]): readonly Event[] =>
  events.toSorted((a, b) => (a.stream === b.stream ? a.revision - b.revision : a.stream < b.stream ? -1 : 1));

/** Whether an event comes from this cause. */
export const isOfCause = (
  { data }: RecordedEvent<'AccrualPosted' | 'AccrualEvaluated' | 'TrueUpPosted'>,
  { kind, id }: Readonly<{ kind: string; id: string }>,
): boolean => data.cause.kind === kind && data.cause.id === id;
