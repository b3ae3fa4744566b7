import {
  dateOf,
  epochMsOf,
  instantAt,
  periodOf,
  type Instant,
  type Period,
  type TimeZone,
} from '@commission-ledger/calendar';
import { type AccountRef, accountStream } from '@commission-ledger/events';
import { type Money, toJson } from '@commission-ledger/money';
import {
  type DocumentStore,
  instantIn,
  programOf,
  type Statement,
  type StatementLine,
  statementOf,
  zoneIn,
} from '@commission-ledger/projections';
import type { Active } from './activeAccounts.ts';
import type { EvidencePeriod } from './evidenceRequest.ts';
import { jsonWithList } from './jsonWithList.ts';
import type { Pieces } from './packedFiles.ts';

/** Where the statement of an account over a month goes, and what is in it. */
export type StatementFile = Readonly<{ path: string; pieces: Pieces }>;

/** The statements of an account, month by month, for each month of the period in which anything is on it. */
export async function* statementFiles(
  documents: DocumentStore,
  account: AccountRef,
  active: Active,
  period: EvidencePeriod | undefined,
): AsyncGenerator<StatementFile, void, undefined> {
  const program = await programOf(documents, account.program);
  if (program === undefined) return;
  for (const month of monthsBetween(windowOf(active, period), zoneIn(program.timeZone))) {
    const query = { ...account, period: month };
    const first = await statementOf(documents, query);
    if (first === undefined || first.count + first.steps.length === 0) continue;
    const path = `statements/${accountStream(account)}/${month.key}.json`;
    const { lines: _, next: __, ...rest } = first;
    yield { path, pieces: jsonWithList(fieldsOf(rest), 'lines', linesOf(documents, query, first)) };
  }
}

/** A statement of a month that is only partly in the period is there in full. */
const windowOf = (active: Active, period: EvidencePeriod | undefined): Active =>
  period === undefined
    ? active
    : {
        from: active.from > period.from ? active.from : period.from,
        to: active.to < period.until ? active.to : justBefore(period.until),
      };

/** The last millisecond of which anything is before the instant: statements go by milliseconds. */
const justBefore = (recorded: string): string => {
  const at = instantIn(recorded);
  return recorded.slice(23, 26) === '000' ? instantAt(epochMsOf(at) - 1) : at;
};

function* monthsBetween({ from, to }: Active, zone: TimeZone): Generator<Period, void, undefined> {
  const last = monthAt(instantIn(to), zone);
  for (let month = monthAt(instantIn(from), zone); month.key <= last.key; month = periodOf(month.end, 'month'))
    yield month;
}

const monthAt = (at: Instant, zone: TimeZone): Period => periodOf(dateOf(at, zone), 'month');

async function* linesOf(
  documents: DocumentStore,
  query: Parameters<typeof statementOf>[1],
  first: Statement,
): AsyncGenerator<unknown, void, undefined> {
  let page: Statement | undefined = first;
  while (page !== undefined) {
    for (const line of page.lines) yield lineFields(line);
    page = page.next === undefined ? undefined : await statementOf(documents, { ...query, after: page.next });
  }
}

const lineFields = ({ amount, balance, payout, ...line }: StatementLine) => ({
  ...line,
  amount: toJson(amount),
  balance: toJson(balance),
  payout: payout === null ? null : { ...payout, net: toJson(payout.net), withheld: toJson(payout.withheld) },
});

const withMoney = <Row extends Readonly<{ amount: Money }>>(rows: readonly Row[]) =>
  rows.map((row) => ({ ...row, amount: toJson(row.amount) }));

const fieldsOf = ({ period, opening, closing, sums, steps, ...rest }: Omit<Statement, 'lines' | 'next'>) => ({
  ...rest,
  period: period.key,
  opening: toJson(opening),
  closing: toJson(closing),
  sums: withMoney(sums),
  steps: withMoney(steps),
});
