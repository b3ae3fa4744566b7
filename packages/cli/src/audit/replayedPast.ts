import { describeReplayFailure, historyUntil, replay, type ReplayRow } from '@commission-ledger/audit';
import { dateOf, instant, type Instant, type LocalDate } from '@commission-ledger/calendar';
import type { EventStore } from '@commission-ledger/event-store';
import { explainerAsOf, type Past } from '@commission-ledger/explainer';
import { format } from '@commission-ledger/money';
import {
  allProjections,
  asOf,
  balancesOf,
  describeProjectionFailure,
  eachProgram,
  type BalanceRow,
} from '@commission-ledger/projections';
import { describeFailure } from 'commission-ledger';
import * as E from 'fp-ts/lib/Either.js';
import { showAnswer } from '../answering/showAnswer.ts';
import type { CommandContext } from '../commandContext.ts';
import { CommandFailed, exitCode } from '../exitCode.ts';
import { zoneOf } from '../session.ts';
import { table } from '../table.ts';
import { utcMoment } from './recordedMoment.ts';
import type { ReplayedPast } from './replayPast.ts';
import { replayWords } from './replayWords.ts';

type Then = Readonly<{ store: EventStore; past: Past; last: LastRow | undefined; recordedAt: string | undefined }>;
type LastRow = Pick<ReplayRow, 'index' | 'position' | 'recordedAt'>;

/** The history as if it ended there. */
const thenOf = async ({ session }: CommandContext, { until, effective }: ReplayedPast): Promise<Then> => {
  const past = effective === undefined ? {} : { effective };
  if (until !== undefined && 'known' in until) {
    const known = { ...past, known: until.known };
    return { store: session.events, past: known, last: undefined, recordedAt: until.known };
  }
  let last: LastRow | undefined;
  for await (const row of replay({ store: session.events, ...(until === undefined ? {} : { until }) })) {
    if (E.isLeft(row)) throw new CommandFailed(describeReplayFailure(row.left));
    last = row.right;
  }
  if (last === undefined) return { store: session.events, past, last, recordedAt: undefined };
  return { store: historyUntil(session.events, BigInt(last.position)), past, last, recordedAt: last.recordedAt };
};

/** What is owed when, and as recorded by when, as a title. */
const titleOf = ({ options }: CommandContext, where: ReplayedPast, { last }: Then): string => {
  const { owedWhen, asRecorded } = replayWords[options.locale];
  const { until, effective, days } = where;
  const known = until !== undefined && 'known' in until ? until.known : undefined;
  if (effective === undefined) {
    if (days.until !== undefined) return owedWhen.dayEnd(days.until, days.zone) + asRecorded.byThen;
    if (known !== undefined) return owedWhen.moment(utcMoment(known)) + asRecorded.byThen;
    return `${last === undefined ? owedWhen.nothing : owedWhen.event(last.index + 1, utcMoment(last.recordedAt))}:`;
  }
  const owed =
    days.effective === undefined ? owedWhen.moment(utcMoment(effective)) : owedWhen.dayEnd(days.effective, days.zone);
  if (until === undefined) return owed + asRecorded.now;
  if (days.until !== undefined) return owed + asRecorded.dayEnd(days.until, days.zone);
  return owed + asRecorded.moment(utcMoment(known ?? last?.recordedAt ?? ''));
};

const parts = ['accrued', 'reversed', 'adjusted', 'onHold', 'payable', 'inFlight', 'paid', 'receivable'] as const;

/** What is owed to everybody there, as text and for programs. */
export const owedThen = async (
  context: CommandContext,
  where: ReplayedPast,
  scope: Readonly<{ program?: string; partner?: string }>,
): Promise<Readonly<{ text: string; json: unknown }>> => {
  const { terminal, words } = context;
  const then = await thenOf(context, where);
  const { store, past, recordedAt } = then;
  const title = titleOf(context, where, then);
  const folded = await asOf({ store, projections: allProjections, ...past });
  if (E.isLeft(folded)) throw new CommandFailed(describeProjectionFailure(folded.left));
  const documents = folded.right;
  let text = '';
  const all: (BalanceRow & Readonly<{ date: LocalDate }>)[] = [];
  for await (const program of eachProgram(documents)) {
    if ((scope.program ?? program.program) !== program.program) continue;
    const day = where.effective === undefined ? where.days.until : where.days.effective;
    const date = day ?? dateOf(where.effective ?? instantOf(recordedAt), zoneOf(program));
    const asked = scope.partner === undefined ? {} : { partner: scope.partner };
    const rows = await balancesOf(documents, { program: program.program, ...asked, asOf: date });
    const columns = [
      { heading: words.partner },
      { heading: words.currency },
      ...parts.map((part) => ({ heading: words[part], amounts: true })),
    ];
    const shown = rows.map((row) => [row.partnerName, row.currency, ...parts.map((part) => format(row[part]))]);
    text += `${title}\n${rows.length === 0 ? `${words.nothing}\n` : table(columns, shown, terminal)}`;
    for (const row of rows) all.push({ ...row, date });
  }
  const json = all.map(({ program, partner, currency, date, ...row }) => ({
    program,
    partner,
    currency,
    date,
    ...Object.fromEntries(parts.map((part): [string, string] => [part, format(row[part])])),
  }));
  return { text, json };
};

/** Nothing was recorded before 1970. */
const instantOf = (recordedAt: string | undefined): Instant => {
  const read = instant(recordedAt ?? '1970-01-01T00:00:00Z');
  if (E.isRight(read)) return read.right;
  throw new TypeError(`${recordedAt} was recorded, but is no moment.`);
};

/** Why an amount is what it is, as far as it was known there. */
export const explanationThen = async (context: CommandContext, where: ReplayedPast, id: string): Promise<number> => {
  const { store, past } = await thenOf(context, where);
  const explainer = await explainerAsOf({ store, ...past });
  if (E.isLeft(explainer)) throw new CommandFailed(describeProjectionFailure(explainer.left));
  const proved = await explainer.right.why(id);
  if (E.isRight(proved)) return showAnswer(context, proved.right, ANSWER);
  const code = proved.left._tag === 'DoesNotMatchReceipt' ? exitCode.unproved : exitCode.failed;
  throw new CommandFailed(describeFailure(proved.left), code);
};

const ANSWER = { format: 'tree' as const, depth: '2' as const };
