import { booked, fact, sum as sumNode } from '@commission-ledger/calculation';
import { eventRef } from '@commission-ledger/ledger';
import { isNegative, sum, type CurrencyCode, type Money } from '@commission-ledger/money';
import type { Said } from '../../render/templates.ts';
import type { DraftRow } from '../composeReply.ts';
import { disputedIn, isOpen, type AccountBook, type BookedEntry } from './accountBook.ts';

/** What is open in an account on a day: payable, on hold, and kept out of payouts by a dispute. */
export type OpenParts = Readonly<{
  matured: readonly BookedEntry[];
  waiting: readonly BookedEntry[];
  disputed: readonly BookedEntry[];
}>;

/** Each open entry is in one of the parts. */
export const openPartsOf = (book: AccountBook, on: string): OpenParts => {
  const held = disputedIn(book);
  const open = book.entries.filter(isOpen);
  const free = open.filter((entry) => !held.has(entry));
  return {
    matured: free.filter(({ maturesOn }) => maturesOn <= on),
    waiting: free.filter(({ maturesOn }) => maturesOn > on),
    disputed: open.filter((entry) => held.has(entry)),
  };
};

/** What entries come to. */
export const totalOf = (currency: CurrencyCode, entries: readonly BookedEntry[]): Money =>
  sum(
    currency,
    entries.map(({ move }) => move.amount),
  );

/** Where the money of an account is; the rows add up to what is owed. */
export const whereRows = (book: AccountBook, parts: OpenParts, currency: CurrencyCode): readonly DraftRow[] => {
  const { matured, waiting, disputed } = parts;
  const first = waiting.map(({ maturesOn }) => maturesOn).toSorted()[0] ?? '';
  const isOwed = isNegative(totalOf(currency, matured));
  return [
    ...part({ key: isOwed ? 'whereOwed' : 'wherePayable', holes: { count: matured.length } }, matured, currency),
    ...part({ key: 'whereOnHold', holes: { count: waiting.length, date: first } }, waiting, currency),
    ...part({ key: 'whereDisputed', holes: { count: disputed.length } }, disputed, currency),
    ...[...book.payouts.values()].flatMap(({ issued, settled, returned }): readonly DraftRow[] => {
      if (settled !== undefined || returned !== undefined) return [];
      const { payout, amount } = issued.data;
      const from = eventRef(issued, '/amount');
      const node = fact(booked(amount), [from], 'payout');
      return [
        { said: { key: 'whereOnItsWay', holes: { payout } }, amount, node, counts: true, proof: payout, from: [from] },
      ];
    }),
  ];
};

const part = (said: Said, entries: readonly BookedEntry[], currency: CurrencyCode): readonly DraftRow[] =>
  entries.length === 0
    ? []
    : [
        {
          said,
          amount: totalOf(currency, entries),
          node: sumNode(entries.map(({ move }) => move.node)),
          counts: true,
        },
      ];
