import type { LocalDate } from '@commission-ledger/calendar';
import { type RecordedEvent, fxStream } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import type { Executor } from '../execution/executor.ts';
import { fxDecider } from '../fx/fxDecider.ts';
import type { PublishedPlan } from '../plan/planDecider.ts';
import type { CauseEvents } from './causeEvents.ts';
import { type Found, parked } from './parkingReason.ts';

/**
 * The rate at which the plan books the cause: nothing where the cause is in the plan's currency, or in one that the
 * plan does not convert and will refuse.
 */
export const rateOfDay = async (
  executor: Executor,
  { document }: Pick<PublishedPlan, 'document'>,
  { won }: CauseEvents,
  date: LocalDate,
): Found<RecordedEvent<'FxRateRecorded'> | undefined> => {
  const from = won.data.amount.currency;
  const to = document.currency;
  if (from === to || document.converts?.includes(from) !== true) return E.right(undefined);
  const loaded = await executor.load({ stream: fxStream(from, to), decider: fxDecider });
  if (E.isLeft(loaded)) return loaded;
  const rate = loaded.right.state.get(date);
  return rate === undefined ? parked(`no rate from ${from} to ${to} is recorded for ${date}`) : E.right(rate);
};
