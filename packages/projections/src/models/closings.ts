import type { AccountRef } from '@commission-ledger/events';
import { type MoneyRecord, toJson } from '@commission-ledger/money';
import { CannotApply, type Projection } from '../projection.ts';
import { accountKey, accountOf } from './accountEvent.ts';

/** A closed month of an account, as it was closed. */
export type ClosingDocument = Readonly<{
  period: string;
  /** The instant at which the next month begins. */
  until: string;
  opening: MoneyRecord;
  closing: MoneyRecord;
  lines: number;
  statementHash: string;
  closedBy: string;
  closedAt: string;
  event: Readonly<{ stream: string; revision: number; id: string }>;
}>;

/** One document for each closed month of an account, the earliest first. */
export const closings: Projection<ClosingDocument> = {
  name: 'closings',
  version: 1,
  keysOf: (event) => (event.type === 'PeriodClosed' ? [closingKey(accountOf(event), event.data.until)] : []),
  evolve: (document, event) => {
    if (event.type !== 'PeriodClosed') return document;
    const { period, until, opening, closing, lines, statementHash, closedBy, occurredAt } = event.data;
    if (document !== undefined) throw new CannotApply(`The account ${event.stream} was closed until ${until} before.`);
    return {
      period,
      until,
      opening: toJson(opening),
      closing: toJson(closing),
      lines,
      statementHash,
      closedBy,
      closedAt: occurredAt,
      event: { stream: event.stream, revision: event.revision, id: event.id },
    };
  },
};

const closingKey = (account: AccountRef, until: string): string => `${accountKey(account)}/${until}`;
