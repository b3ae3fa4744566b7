import { type Money, equals, format, isZero } from '@commission-ledger/money';
import { type AccountSchedule, type ScheduledDate, scheduleOf } from '@commission-ledger/projections';
import type { CommandContext } from '../commandContext.ts';
import { exitCode } from '../exitCode.ts';
import { writeJson } from '../json.ts';
import { moneyText } from '../moneyText.ts';
import { asOfDay, programFor, scopeFor } from '../session.ts';
import { table } from '../table.ts';
import type { Words } from '../words.ts';
import type { ReadOptions } from './balance.ts';

/** What will be paid when, and why not yet. */
export const schedule = async (context: CommandContext, read: ReadOptions): Promise<number> => {
  const { session, terminal, options, words } = context;
  await session.catchUp();
  const program = await programFor(session, read.program);
  const { documents, date } = await asOfDay(session, read.asOf, program, terminal);
  const scope = await scopeFor(session, { program, partner: read.partner });
  const accounts = await scheduleOf(documents, { ...scope, asOf: date });
  if (options.json === true) writeJson(terminal, accounts.flatMap(records));
  else if (accounts.length === 0) terminal.out(`${words.nothing}\n`);
  else {
    const columns = [
      { heading: words.partner },
      { heading: words.date },
      { heading: words.amount, amounts: true },
      { heading: words.currency },
      { heading: words.lines, amounts: true },
      { heading: words.why },
    ];
    const rows = accounts.flatMap(({ partnerName, currency, dates }) =>
      dates.map((on) => [partnerName, on.date ?? '—', format(on.amount), currency, `${on.lines}`, whyOf(on, words)]),
    );
    terminal.out(`${words.asOf(date)}\n`);
    terminal.out(table(columns, rows, terminal));
  }
  return exitCode.done;
};

const records = ({ dates, program, programName, partner, partnerName, currency }: AccountSchedule): readonly object[] =>
  dates.map(({ date, amount, lines, outcome, due }) => ({
    program,
    programName,
    partner,
    partnerName,
    currency,
    date,
    amount: format(amount),
    lines,
    outcome: outcome._tag,
    ...Object.fromEntries(
      Object.entries(outcome).flatMap(([key, value]) => {
        if (key === '_tag') return [];
        return [[key, isMoney(value) ? format(value) : value]];
      }),
    ),
    due: due.map(({ maturesOn, wait, ...line }) => ({
      maturesOn,
      amount: format(line.amount),
      lines: line.lines,
      wait: wait._tag,
    })),
  }));

const isMoney = (value: unknown): value is Money => typeof value === 'object' && value !== null && 'minor' in value;

const whyOf = ({ amount, outcome, due }: ScheduledDate, words: Words): string =>
  [outcomeText(outcome, amount, words), outcome._tag === 'disputed' ? '' : waitText(due, words)]
    .filter((text) => text !== '')
    .join('; ');

const outcomeText = (outcome: ScheduledDate['outcome'], amount: Money, words: Words): string => {
  switch (outcome._tag) {
    case 'pays': {
      const { advanced, recovered, net } = outcome;
      const more = [
        ...(isZero(advanced) ? [] : [words.withAdvance(moneyText(advanced))]),
        ...(isZero(recovered) ? [] : [words.lessRecovered(moneyText(recovered))]),
        ...(equals(net, amount) ? [] : [words.arrives(moneyText(net))]),
        ...(outcome.convertedInto === null ? [] : [words.convertedInto(outcome.convertedInto)]),
      ];
      return [words.pays, ...more].join(', ');
    }
    case 'below-minimum':
      return words.missing(moneyText(outcome.missing), moneyText(outcome.minimum));
    case 'negative-balance':
      return words.owed(moneyText(outcome.owed));
    case 'no-destination':
      return words.noDestination;
    case 'destination-changed':
      return words.coolingOff(outcome.until);
    case 'suspended':
      return words.reasons.suspended;
    case 'no-rate':
      return words.reasons[outcome._tag];
    case 'no-terms':
      return words.noTerms;
    case 'disputed':
      return words.disputedLines;
  }
};

/** From when to when the lines that come in on this date are held. */
const waitText = (due: ScheduledDate['due'], words: Words): string => {
  const held = due.flatMap(({ wait }) => (wait._tag === 'on-hold' ? [wait.until] : [])).toSorted();
  const [first] = held;
  const last = held.at(-1);
  if (due.length === 0) return '';
  return first === undefined || last === undefined ? words.maturedLines : words.onHoldUntil(first, last);
};
