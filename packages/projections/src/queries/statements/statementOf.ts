import { type Instant, instantsOf, type Period, type TimeZone } from '@commission-ledger/calendar';
import { type AccountRef, statementPeriodOf } from '@commission-ledger/events';
import { add, type Money } from '@commission-ledger/money';
import type { DocumentStore } from '../../documentStore.ts';
import type { MovementKind } from '../../models/movements.ts';
import { type PayoutDocument, payoutKey, payouts } from '../../models/payouts.ts';
import { takeBackReasons } from '../../models/takeBackReasons.ts';
import { readDocuments } from '../../readDocuments.ts';
import type { AccountRow } from '../accountScope.ts';
import { programOf } from '../directory.ts';
import { moneyIn } from '../documentValues.ts';
import { namesFor } from '../names.ts';
import { movementsOf, type Placed } from './accountMovements.ts';
import {
  type CountedMovement,
  type StatementFigures,
  statementFigures,
  type StatementSum,
} from './statementFigures.ts';
import { instantIn, zoneIn } from '../timeValues.ts';

/** One movement of a statement. */
export type StatementLine = Readonly<{
  kind: StatementSum['kind'];
  /** Of the entry or of the payout. */
  id: string;
  /** Signed: a payout that arrived is below zero. */
  amount: Money;
  /** What is owed after it. */
  balance: Money;
  /** The instant that puts it into this statement. */
  at: Instant;
  occurredAt: Instant;
  /** The key of the closed month in which it happened, where it was recorded too late for it; else `null`. */
  correctionOf: string | null;
  deal: string | null;
  maturesOn: string | null;
  /** Why it was corrected, written off, set apart, rated again or taken back; other lines have none. */
  reason: string | null;
  /** Of a payout that arrived: what it paid out, what was kept back of it as tax and fees, and the bank's reference. */
  payout: PaidOut | null;
  event: Placed['event'];
}>;

/** What became of the amount of a payout; `net` has tax on top where the plan adds it. */
export type PaidOut = Readonly<{ net: Money; withheld: Money; reference: string | null }>;

/** A step that changes nothing owed: a payout on its way or back, tax handed over, a draw forgiven. */
export type StatementStep = Readonly<{
  kind: MovementKind;
  id: string;
  amount: Money;
  at: Instant;
  occurredAt: Instant;
  event: Placed['event'];
}>;

/** What a program and a partner owe each other over a period: what was owed, what moved, what is owed. */
export type Statement = AccountRow &
  Omit<StatementFigures, 'lines'> &
  Readonly<{
    period: Period;
    /** The period's instants in the program's zone, from `from` up to but without `to`. */
    from: Instant;
    to: Instant;
    /** How many lines there are in all. */
    count: number;
    /** A page of them, by the instant that puts them here and then as recorded. */
    lines: readonly StatementLine[];
    /** What to pass as `after` for the following page; `undefined` at the end. */
    next: string | undefined;
    /** All of them, in the same order. */
    steps: readonly StatementStep[];
  }>;

/** Which statement, and which page of its lines. */
export type StatementQuery = AccountRef & Readonly<{ period: Period; after?: string; limit?: number }>;

/**
 * The statement of an account over a period, usually a month; its keys are read, however long the history is. What was
 * recorded after the month in which it happened was closed is in the first month that was open then, and says so.
 *
 * @returns `undefined` for a program that does not exist, or an account in which nothing ever moved.
 */
export const statementOf = async (documents: DocumentStore, query: StatementQuery): Promise<Statement | undefined> => {
  const { program, partner, currency, period, after, limit = 1000 } = query;
  const settings = await programOf(documents, program);
  const where = await movementsOf(documents, { program, partner, currency });
  if (settings === undefined || where.months.length + where.closed.length === 0) return undefined;
  const zone = zoneIn(settings.timeZone);
  const { counted, steps, lines: count, ...figures } = await statementFigures(documents, where, period, zone);
  const { programName, partnerName } = await namesFor(documents, [{ program, partner }]);
  const rest = after === undefined ? counted : counted.filter((movement) => isAfterCursor(movement, after));
  const page = rest.slice(0, limit);
  const last = page.length < rest.length ? page.at(-1) : undefined;
  return {
    program,
    programName: programName(program),
    partner,
    partnerName: partnerName(partner),
    currency,
    period,
    ...instantsOf(period, zone),
    ...figures,
    count,
    lines: await linesOf(documents, query, page, zone),
    next: last && cursorOf(last),
    steps: steps.map(stepOf),
  };
};

/** The period with its zone is not needed: within a statement the order of cursors is that of its lines. */
const cursorOf = ({ at, revision }: Placed | CountedMovement): string => `${at}/${String(revision).padStart(10, '0')}`;

const isAfterCursor = (movement: CountedMovement, after: string): boolean => cursorOf(movement) > after;

const linesOf = async (
  documents: DocumentStore,
  account: AccountRef,
  page: readonly CountedMovement[],
  zone: TimeZone,
): Promise<readonly StatementLine[]> => {
  const events = [...new Set(page.flatMap(({ because }) => because ?? []))];
  const reasons = await readDocuments(documents, takeBackReasons, events);
  const reasonBy = new Map(events.map((event, index) => [event, reasons[index]?.reason ?? null]));
  const ids = page.flatMap(({ kind, id }) => (kind === 'payout' ? [id] : []));
  const keys = ids.map((id) => payoutKey(account, id));
  const paid = await readDocuments(documents, payouts, keys);
  const paidBy = new Map(ids.map((id, index) => [id, paid[index]]));
  return page.map((movement) => {
    const { because, kind, id } = movement;
    const reason = because === null ? movement.reason : (reasonBy.get(because) ?? null);
    return { ...lineOf(movement, zone), reason, payout: kind === 'payout' ? paidOutBy(paidBy.get(id)) : null };
  });
};

const paidOutBy = (payout: PayoutDocument | undefined): PaidOut | null => {
  if (payout === undefined) return null;
  const { net, withheld, fees, reference } = payout;
  return { net: moneyIn(net), withheld: add(moneyIn(withheld), moneyIn(fees)), reference };
};

const lineOf = (movement: CountedMovement, zone: TimeZone): Omit<StatementLine, 'reason' | 'payout'> => {
  const { kind, id, amount, balance, at, deal, maturesOn, event } = movement;
  const occurredAt = instantIn(movement.occurredAt);
  const correctionOf = at === occurredAt ? null : statementPeriodOf(occurredAt, zone).key;
  return { kind, id, amount, balance, at, occurredAt, correctionOf, deal, maturesOn, event };
};

const stepOf = ({ kind, id, amount, at, occurredAt, event }: Placed): StatementStep => ({
  kind,
  id,
  amount: moneyIn(amount),
  at,
  occurredAt: instantIn(occurredAt),
  event,
});
