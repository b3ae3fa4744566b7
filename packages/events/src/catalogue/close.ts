import { InstantCodec, LocalDateCodec } from '@commission-ledger/calendar';
import { MoneyJson } from '@commission-ledger/money';
import * as t from 'io-ts';
import { Id } from '../id.ts';
import { account } from './account.ts';
import { happened, PlainText, Sha256, Whole } from './vocabulary.ts';

/**
 * A month of an account is closed: its statement stays as it is. Whatever is recorded later belongs to the next month
 * that is open, also when it happened before `until`, the instant at which the next month begins in the program's zone.
 * `opening` and `closing` are what the program owed the partner (negative: the partner the program) when the month
 * began and ended; `lines` is how many movements lie between, and `statementHash` is over them.
 */
export const PeriodClosed = t.readonly(
  t.type({
    ...account,
    period: PlainText,
    until: InstantCodec,
    opening: MoneyJson,
    closing: MoneyJson,
    lines: Whole,
    statementHash: Sha256,
    closedBy: PlainText,
    ...happened,
  }),
);

/** What was payable and could not be paid for long is set apart as unclaimed: a negative entry; `amount` is positive. */
export const BalanceUnclaimed = t.readonly(
  t.type({
    ...account,
    unclaimed: Id,
    amount: MoneyJson,
    date: LocalDateCodec,
    reason: PlainText,
    author: PlainText,
    approver: PlainText,
    ...happened,
  }),
);

/** Tax that payouts had kept back was handed over to the authority. */
export const TaxRemitted = t.readonly(
  t.type({ ...account, remittance: Id, amount: MoneyJson, reference: PlainText, ...happened }),
);
