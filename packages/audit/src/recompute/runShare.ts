import type { EventData, LedgerEvent } from '@commission-ledger/events';
import type { Money } from '@commission-ledger/money';
import type { RunAttempt } from './survey.ts';

/** What one account has to do with payout runs, all of it as it was calculated again. */
export type RunShare = Readonly<{
  /** What each attempt should have meant to pay to it when it was drawn up; nothing where nothing was due. */
  proposals: Map<string, EventData<'PayoutRunPrepared'>['proposals'][number]>;
  /** What came of each attempt: the amount of the payout, or a deferral. */
  outcomes: Map<string, Money | 'deferred'>;
  /** What arrives of each payout. */
  arriving: Map<string, Money>;
}>;

/** An attempt by its name, as the shares know it. */
export const attemptKey = ({ stream, attempt }: RunAttempt): string => `${stream}/${attempt}`;

/** Begins with nothing. */
export const emptyShare = (): RunShare => ({ proposals: new Map(), outcomes: new Map(), arriving: new Map() });

/** Takes in what came of an attempt. */
export const noteOutcome = (
  { outcomes, arriving }: RunShare,
  run: RunAttempt,
  events: readonly LedgerEvent[],
): void => {
  for (const event of events) {
    if (event.type === 'PayoutDeferred') outcomes.set(attemptKey(run), 'deferred');
    if (event.type !== 'PayoutIssued') continue;
    const { payout, amount, net = amount, conversion } = event.data;
    outcomes.set(attemptKey(run), amount);
    arriving.set(payout, conversion?.amount ?? net);
  }
};
