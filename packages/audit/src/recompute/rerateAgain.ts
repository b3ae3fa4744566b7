import { epochMsOf, type Instant } from '@commission-ledger/calendar';
import type { LedgerEvent, RecordedEvent } from '@commission-ledger/events';
import { createLedger, type Ledger, type LedgerFailure } from '@commission-ledger/ledger';
import * as E from 'fp-ts/lib/Either.js';
import type { Past } from './pastExecutor.ts';
import { supposedHistory } from './supposedHistory.ts';

/** How a re-rating was asked for: under a plan version as of a date, or on the deal as it was amended. */
export type Request = Readonly<{ plan: string; version: number; from: string }> | Readonly<{ deal: string }>;

/** A re-rating, when it was done, and where in the history. */
export type Rerating = Readonly<{
  request: Request;
  decision: Pick<Parameters<Ledger['rerate']>[0], 'rerating' | 'reason' | 'author' | 'approver'>;
  occurredAt: Instant;
  before: number;
}>;

/** What a re-rating posts in the place of an event, or why nothing can be rated again. */
export type Rerated = (
  event: Pick<RecordedEvent, 'stream' | 'commandKey'>,
) => E.Either<LedgerFailure, readonly LedgerEvent[]>;

/** Lets the ledger do a re-rating again, on the history before it. Nothing is written. */
export const rerateAgain = async (
  past: Past,
  { request, decision, occurredAt, before }: Rerating,
): Promise<Rerated> => {
  const store = supposedHistory(past.store, before, past.corrected);
  const ledger = createLedger({ store, ledger: past.ledger, clock: () => epochMsOf(occurredAt) });
  const outcome =
    'deal' in request
      ? await ledger.rerateDeal({ ...decision, ...request })
      : await ledger.rerate({ ...decision, ...request });
  const posted = new Map<string, readonly LedgerEvent[]>();
  if (E.isLeft(outcome)) return () => outcome;
  for (const event of outcome.right.trueUps) posted.set(placeOf(event), [...(posted.get(placeOf(event)) ?? []), event]);
  return (event) => E.right(posted.get(placeOf(event)) ?? []);
};

const placeOf = ({ stream, commandKey }: Pick<RecordedEvent, 'stream' | 'commandKey'>): string =>
  `${stream} ${commandKey}`;
