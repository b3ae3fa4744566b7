import type { AccountRef, RecordedEvent } from '@commission-ledger/events';
import { type Money, type MoneyRecord, negate, toJson } from '@commission-ledger/money';
import type { Projection } from '../projection.ts';
import { type AccountEvent, accountOf, isAccountEvent } from './accountEvent.ts';
import type { EntryKind } from './entries.ts';

/** An entry that a deal led to, in whoever's account. */
export type DealEntryDocument = Readonly<{
  deal: string;
  kind: EntryKind;
  entry: string;
  account: AccountRef;
  /** Signed, as it stands in the account. */
  amount: MoneyRecord;
  event: Readonly<{ stream: string; revision: number; id: string }>;
}>;

/** One document for each accrual, reversal and true-up, by deal: what the deal earned, and what was taken back. */
export const dealEntries: Projection<DealEntryDocument> = {
  name: 'deal-entries',
  version: 1,
  keysOf: (event) => {
    const found = entryBy(event);
    return found === undefined ? [] : [`${found.deal}/${found.kind}/${found.entry}`];
  },
  evolve: (document, event) => entryBy(event) ?? document,
};

const entryBy = (event: RecordedEvent): DealEntryDocument | undefined => {
  if (!isAccountEvent(event)) return undefined;
  switch (event.type) {
    case 'AccrualPosted':
      return { ...standing(event, event.data.amount), ...of(event.data), kind: 'accrual', entry: event.data.accrual };
    case 'AccrualReversed': {
      const { reversal, amount } = event.data;
      return { ...standing(event, negate(amount)), ...of(event.data), kind: 'reversal', entry: reversal };
    }
    case 'TrueUpPosted':
      return { ...standing(event, event.data.amount), ...of(event.data), kind: 'true-up', entry: event.data.trueUp };
    case 'AccrualEvaluated':
    case 'AccrualHeld':
    case 'AccrualReleased':
    case 'AdjustmentPosted':
    case 'DrawAdvanced':
    case 'DrawRecovered':
    case 'DrawForgiven':
    case 'ReceivableWrittenOff':
    case 'AdjustmentProposed':
    case 'AdjustmentDeclined':
    case 'BalanceUnclaimed':
    case 'TaxRemitted':
    case 'PeriodClosed':
    case 'PayoutIssued':
    case 'PayoutDeferred':
    case 'PayoutSettled':
    case 'PayoutFailed':
    case 'PayoutVoided':
      return undefined;
  }
};

const of = ({ deal }: Readonly<{ deal: string }>) => ({ deal });

const standing = (event: AccountEvent, amount: Money) => ({
  account: accountOf(event),
  amount: toJson(amount),
  event: { stream: event.stream, revision: event.revision, id: event.id },
});
