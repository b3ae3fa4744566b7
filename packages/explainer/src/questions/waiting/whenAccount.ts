import type { LocalDate } from '@commission-ledger/calendar';
import { sum as sumNode } from '@commission-ledger/calculation';
import { equals, isNegative, isPositive, sum, toJson, type Money } from '@commission-ledger/money';
import { currencyIn, type DueLines, type ScheduledDate } from '@commission-ledger/projections';
import * as E from 'fp-ts/lib/Either.js';
import type { Reply } from '../../document/reply.ts';
import type { Answer, ProgramZone } from '../../reading/sources.ts';
import type { Said } from '../../render/templates.ts';
import type { Asking } from '../asking.ts';
import { composeReply, type DraftRow } from '../composeReply.ts';
import { deferralReasonOf } from '../standing/deferralReason.ts';
import { type AccountBook, type BookedEntry, disputedIn, isOpen } from '../standing/accountBook.ts';
import { lineRow } from '../standing/lineRow.ts';
import { readAccount, type AccountRead } from '../standing/readAccount.ts';
import { calendarOf, mayChange } from './whenEntry.ts';
import { outcomeSaid, payoutRows } from './dayRows.ts';
import { dueLineRows } from './dueLineRows.ts';
import { ADDED } from './entryWait.ts';
import { missedPayout } from './missedPayout.ts';
import { publishedPlan } from './publishedPlan.ts';
import { payoutDaysOf, schedulesOn } from './schedules.ts';

/** When what is open in an account is paid: each coming payout date with what comes in on it. */
export const whenAccount = async (asking: Asking, id: string, asked: LocalDate | undefined): Answer<Reply> => {
  const read = await readAccount(asking, { id, on: asked });
  if (E.isLeft(read)) return read;
  const { account, program, on, balance, book } = read.right;
  const schedule = await schedulesOn(asking, on).of(account);
  const terms = schedule?.terms ?? null;
  const applied = terms === null ? undefined : await publishedPlan(asking.sources, terms.plan, terms.version);
  if (applied !== undefined && E.isLeft(applied)) return applied;
  const calendar = await calendarOf(asking, account);
  const currency = currencyIn(account.currency);
  const dates = schedule?.dates ?? [];
  const [next] = schedule === undefined ? [] : payoutDaysOf(schedule);
  const lastDeferred = book?.deferred.at(-1);
  const wasDeferred = lastDeferred !== undefined && balance.ranOn === lastDeferred.data.date;
  const before = wasDeferred ? await deferralReasonOf(asking.sources, program, lastDeferred) : undefined;
  if (before !== undefined && E.isLeft(before)) return before;
  const missed =
    schedule === undefined || applied === undefined || calendar === undefined
      ? undefined
      : missedSaid(
          missedPayout({
            payout: applied.right.plan.document.payout,
            calendar,
            days: payoutDaysOf(schedule),
            ranOn: balance.ranOn,
            on,
          }),
        );
  const upTo = `${balance.revision}`;
  return E.right(
    composeReply({
      question: 'when',
      subject: { kind: 'account', id },
      asked: asked === undefined ? {} : { on: asked },
      partner: account.partner,
      program: program.source,
      title: { key: 'whenTitle', holes: { subject: id, partner: account.partner } },
      amount: dueIn(
        currency,
        dates.flatMap(({ due }) => due),
      ),
      verdict: [...verdictOf(dates), ...(missed === undefined ? [] : [missed])],
      rows: [
        ...dateRows(dates, currency, read.right),
        ...(next === undefined || applied === undefined || calendar === undefined
          ? []
          : payoutRows(applied.right.plan.document, calendar, next)),
        ...(before === undefined
          ? []
          : [{ said: before.right.said, gate: 'failed', rows: before.right.rows } as const]),
        ...mayChange({ _tag: dates.length === 0 ? 'paid' : 'expected' }),
      ],
      searched: [{ source: `account-${id}`, from: '0', to: upTo, watermark: upTo }],
      plans: [
        ...(applied === undefined ? [] : [applied.right.source]),
        ...(before?.right.plans ?? []).filter(
          ({ plan, version }) => applied?.right.source.plan !== plan || applied.right.source.version !== version,
        ),
      ],
      effective: on,
    }),
  );
};

type Currency = Money['currency'];

const dueIn = (currency: Currency, due: readonly DueLines[]): Money =>
  sum(
    currency,
    due.map(({ amount }) => amount),
  );

/** The next dates one by one; those after them in one row. */
const MOST_DATES = 5;

const dateRows = (dates: readonly ScheduledDate[], currency: Currency, account: AccountRead): readonly DraftRow[] => {
  const [next, later] = nextOf(dates, MOST_DATES);
  const rows = next.map((date) => dateRow(date, currency, account));
  if (later.length === 0) return rows;
  const amount = dueIn(
    currency,
    later.flatMap(({ due }) => due),
  );
  const said: Said = { key: 'whenOtherDates', holes: { count: later.length } };
  return [...rows, { said, amount, counts: true, rows: later.map((date) => dateRow(date, currency, account)) }];
};

/** The first ones, and the others: one more would take the place of the row for the others. */
const nextOf = <Each>(all: readonly Each[], most: number): readonly [readonly Each[], readonly Each[]] => {
  const shown = all.length <= most + 1 ? all.length : most;
  return [all.slice(0, shown), all.slice(shown)];
};

/** What comes in on a date counts; what is carried to it came in on an earlier one. */
const dateRow = (day: ScheduledDate, currency: Currency, { book, program }: AccountRead): DraftRow => {
  const { date, due, amount, lines, outcome } = day;
  return {
    said: date === null ? undated(outcome) : outcomeSaid({ date, due, amount, lines, outcome }),
    gate: outcome._tag === 'pays' ? 'open' : 'failed',
    amount: dueIn(currency, due),
    counts: true,
    rows: dueRows(due, currency, book, program),
  };
};

/** What is payable first, day by day; what is payable after that in one row. */
const MOST_DAYS = 5;

const dueRows = (
  due: readonly DueLines[],
  currency: Currency,
  book: AccountBook | undefined,
  program: ProgramZone,
): readonly DraftRow[] => {
  const [first, next] = nextOf(due, MOST_DAYS);
  // What is taken off is not left to be guessed behind a sum.
  const shown = [...first, ...next.filter(({ amount }) => isNegative(amount))];
  const later = next.filter(({ amount }) => !isNegative(amount));
  const rows = shown.map((part) => dueRow(part, book, program));
  if (later.length === 0) return rows;
  const count = later.reduce((lines, part) => lines + part.lines, 0);
  return [
    ...rows,
    {
      said: { key: 'lineOthers', holes: { count } },
      amount: dueIn(currency, later),
      counts: true,
      rows: later.map((part) => dueRow(part, book, program)),
    },
  ];
};

/** What is payable from one day on, with its lines where the account was read. */
const dueRow = (part: DueLines, book: AccountBook | undefined, program: ProgramZone): DraftRow => {
  const row: DraftRow = {
    said: { key: 'whenComesIn', holes: { count: part.lines, matures: part.maturesOn } },
    amount: part.amount,
    counts: true,
  };
  const moves = book === undefined ? [] : entriesDue(book, part).map(({ move }) => move);
  const isAll =
    moves.length === part.lines &&
    equals(
      part.amount,
      sum(
        part.amount.currency,
        moves.map(({ amount }) => amount),
      ),
    );
  if (!isAll) return row;
  const [only, ...more] = moves;
  if (only !== undefined && more.length === 0) return lineRow(only, program);
  return { ...row, node: sumNode(moves.map(({ node }) => node)), rows: dueLineRows(moves, program) };
};

const entriesDue = (book: AccountBook, { maturesOn, wait, atOnce }: DueLines): readonly BookedEntry[] => {
  const held = disputedIn(book);
  return book.entries.filter(
    (entry) =>
      isOpen(entry) &&
      entry.maturesOn === maturesOn &&
      held.has(entry) === (wait._tag === 'disputed') &&
      ADDED.has(entry.move.kind) === (atOnce === true),
  );
};

const missedSaid = (date: LocalDate | undefined): Said | undefined =>
  date === undefined ? undefined : { key: 'whenNotRun', holes: { date } };

const undated = ({ _tag }: ScheduledDate['outcome']): Said =>
  _tag === 'disputed' ? { key: 'whenDisputedRow', holes: {} } : { key: 'whenNoTermsRow', holes: {} };

const verdictOf = (dates: readonly ScheduledDate[]): readonly Said[] => {
  if (dates.length === 0) return [{ key: 'whenNothingOpen', holes: {} }];
  const [next] = dates.flatMap(({ date, outcome }) =>
    date !== null && outcome._tag === 'pays' && isPositive(outcome.net) ? [{ date, net: outcome.net }] : [],
  );
  if (next !== undefined) {
    const { date, net } = next;
    return [{ key: 'whenNextPayment', holes: { date, net: toJson(net), currency: net.currency } }];
  }
  if (dates.every(({ outcome }) => outcome._tag === 'disputed')) return [{ key: 'whenDisputed', holes: {} }];
  return [{ key: dates.some(({ outcome }) => outcome._tag === 'no-terms') ? 'whenNoTerms' : 'whenNoDate', holes: {} }];
};
