import { type Instant, type Period, type TimeZone, instantsOf } from '@commission-ledger/calendar';
import {
  type AccountRef,
  type EventOf,
  byStatement,
  statementHashOf,
  statementPeriodOf,
} from '@commission-ledger/events';
import { type CurrencyCode, add, currency, zero } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import type { AccountState } from '../account/accountState.ts';
import type { Refusal } from '../refusal.ts';

/** Close a month of one account. */
export type CloseAccount = Readonly<{
  type: 'CloseAccount';
  account: AccountRef;
  /** The month. */
  period: Period;
  /** Of the program. */
  zone: TimeZone;
  closedBy: string;
  occurredAt: Instant;
}>;

/** Why the month cannot be closed in this account: something earlier is in no statement yet. */
export const earlierOpen = (
  { account: { program }, period, zone }: CloseAccount,
  { statement: { movements } }: Pick<AccountState, 'statement'>,
): Extract<Refusal, { _tag: 'EarlierPeriodOpen' }> | undefined => {
  const { from } = instantsOf(period, zone);
  const earliest = movements.reduce((first, { at }) => (at < first ? at : first), from);
  if (earliest === from) return undefined;
  const earlier = statementPeriodOf(earliest, zone).key;
  return { _tag: 'EarlierPeriodOpen', program, period: period.key, earlier };
};

/**
 * Closes the month with what is in no closed statement yet, also where nothing ever happened in the account. Nothing where
 * it, or a later one, is closed already; refused where something earlier is in no statement.
 */
export const closeAccount = (
  command: CloseAccount,
  { statement }: Pick<AccountState, 'statement'>,
): E.Either<Refusal, readonly EventOf<'PeriodClosed'>[]> => {
  const { account, period, zone, closedBy, occurredAt } = command;
  const { to: until } = instantsOf(period, zone);
  const { closed } = statement;
  if (closed !== undefined && closed.until >= until) return E.right([]);
  const refusal = earlierOpen(command, { statement });
  if (refusal !== undefined) return E.left(refusal);
  const lines = statement.movements.filter(({ at }) => at < until).toSorted(byStatement);
  const opening = closed?.closing ?? zero(currencyOf(account));
  const { program, partner } = account;
  const data = {
    program,
    partner,
    period: period.key,
    until,
    opening,
    closing: lines.reduce((owed, { amount }) => add(owed, amount), opening),
    lines: lines.length,
    statementHash: statementHashOf(lines),
    closedBy,
    occurredAt,
  };
  return E.right([{ type: 'PeriodClosed', data }]);
};

const currencyOf = (account: AccountRef): CurrencyCode => {
  const known = currency(account.currency);
  if (E.isLeft(known)) throw new Error(`There is an account in ${known.left.input}, which is no currency.`);
  return known.right;
};
