import type { EntryActivity, PartnerActivity } from '@commission-ledger/projections';
import type { DigestEntry, DigestMoney } from './digest.ts';
import type { DayOf } from './dayOf.ts';
import { sumOfRecords } from './sumOfRecords.ts';

/** What was earned, taken back, adjusted and became payable, by currency. */
export const moneyIn = ({ activities, matured }: PartnerActivity, dayOf: DayOf): readonly DigestMoney[] => {
  const entries = activities.flatMap(({ activity, occurredAt }): readonly DigestEntry[] => {
    if (activity.type !== 'entry') return [];
    const { kind, entry, amount, deal, reason } = activity;
    return [{ group: groupOf(kind), kind, entry, amount, deal, reason, on: dayOf(occurredAt) }];
  });
  const payable = matured.filter(({ kind }) => isHeldBack(kind));
  const currencies = new Set([...entries, ...payable].map(({ amount }) => amount.currency));
  return [...currencies].toSorted().map((currency) => {
    const own = entries.filter(({ amount }) => amount.currency === currency);
    const maturedEntries = payable
      .filter(({ amount }) => amount.currency === currency)
      .map(({ entry, kind, amount }) => ({ entry, kind, amount }));
    const sumOf = (rows: readonly Pick<DigestEntry, 'amount'>[]) =>
      sumOfRecords(
        currency,
        rows.map(({ amount }) => amount),
      );
    return {
      currency,
      earned: sumOf(own.filter(({ group }) => group === 'earned')),
      takenBack: sumOf(own.filter(({ group }) => group === 'taken-back')),
      adjusted: sumOf(own.filter(({ group }) => group === 'adjusted')),
      matured: sumOf(maturedEntries),
      entries: own,
      maturedEntries,
    };
  });
};

const groupOf = (kind: EntryActivity['kind']): DigestEntry['group'] => {
  if (kind === 'accrual') return 'earned';
  return kind === 'reversal' ? 'taken-back' : 'adjusted';
};

/** What payouts and people add at once never waits, so it is no news that it is payable. */
const isHeldBack = (kind: EntryActivity['kind']): boolean =>
  kind === 'accrual' || kind === 'reversal' || kind === 'true-up' || kind === 'adjustment';
