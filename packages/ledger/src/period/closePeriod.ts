import { type Period, dateOf, epochMsOf, instantsOf, parsePeriod } from '@commission-ledger/calendar';
import { Id, PlainText, type RecordedEvent, accountStream, commandHashOf } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import type { CommandTools, Result } from '../commandTools.ts';
import type { KeyedCommand, Recorded } from '../execution/keyedCommand.ts';
import type { CommandMeta } from '../execution/offeredFact.ts';
import { readInput } from '../execution/readInput.ts';
import { accountSubject } from '../policy/policyCommand.ts';
import { programOf } from '../program/programOf.ts';
import { accountsToClose } from './accountsToClose.ts';
import { type CloseAccount, earlierOpen } from './closeAccount.ts';

/** A month, `2017-03`, of a program, and who closes it. */
export type ClosePeriod = Readonly<{ program: string; period: string; closedBy: string }>;

/**
 * A month that is closed: what every account of the program says about it, by account. An account whose next month was
 * closed without it, because nothing moved in it, says nothing. `repeated` when nothing was written now.
 */
export type ClosedPeriod = Readonly<{
  program: string;
  period: string;
  /** The instant at which the next month begins. */
  until: string;
  repeated: boolean;
  closed: readonly RecordedEvent<'PeriodClosed'>[];
}>;

const ClosePeriodInput = t.type({ program: Id, period: t.string, closedBy: PlainText });

/**
 * Closes the month in every account of the program, one after the other, also in those of enrolled partners in which
 * nothing moved: what comes late goes to the next month for them too. Each account is closed once, whoever does it, so
 * what was cut off is completed by sending it again. What is recorded meanwhile is in the statement of this month where it
 * comes before the closing of its account, and in that of the next one where it comes after it.
 */
export const closePeriod = async (tools: CommandTools, input: ClosePeriod, meta: CommandMeta): Result<ClosedPeriod> => {
  const read = readInput('closePeriod', ClosePeriodInput, input, meta);
  if (E.isLeft(read)) return read;
  const { program, closedBy } = read.right;
  const month = monthOf(read.right.period);
  if (E.isLeft(month)) return month;
  const opened = await programOf(tools.executor, program);
  if (E.isLeft(opened)) return opened;
  const zone = opened.right.timeZone;
  const period = month.right;
  const { to: until } = instantsOf(period, zone);
  const now = tools.now();
  if (epochMsOf(now) < epochMsOf(until)) return E.left({ _tag: 'PeriodNotOver', period: period.key, until, now });
  const accounts = await accountsToClose(tools, program, dateOf(until, zone));
  if (E.isLeft(accounts)) return accounts;
  const commands = accounts.right.map((account): CloseAccount => ({
    type: 'CloseAccount',
    account,
    period,
    zone,
    closedBy,
    occurredAt: now,
  }));
  for (const command of commands) {
    const open = await admitted(tools, command);
    if (E.isLeft(open)) return open;
  }
  const recorded: Recorded[] = [];
  for (const command of commands) {
    const outcome = await closeOne(tools, command, meta);
    if (E.isLeft(outcome)) return outcome;
    recorded.push(outcome.right);
  }
  return E.right({
    program,
    period: period.key,
    until,
    repeated: recorded.every(({ repeated }) => repeated),
    closed: recorded.flatMap(({ events }) => events.filter(isClosing)),
  });
};

const isClosing = (event: RecordedEvent): event is RecordedEvent<'PeriodClosed'> => event.type === 'PeriodClosed';

const monthOf = (key: string): E.Either<Readonly<{ _tag: 'InvalidInput'; problems: readonly Problem[] }>, Period> => {
  const period = parsePeriod(key);
  return E.isRight(period) && period.right.unit === 'month'
    ? period
    : E.left({ _tag: 'InvalidInput', problems: [{ path: '/period', message: 'must be a month, YYYY-MM' }] });
};

type Problem = Readonly<{ path: string; message: string }>;

/** Whether one account keeps the whole program from closing the month, before anything is written. */
const admitted = async ({ executor }: CommandTools, command: CloseAccount): Result<CloseAccount> => {
  const loaded = await executor.load(accountSubject(command.account));
  if (E.isLeft(loaded)) return loaded;
  const refusal = earlierOpen(command, loaded.right.state);
  return refusal === undefined ? E.right(command) : E.left(refusal);
};

/** Closes one account, or recalls what closed it. */
const closeOne = async ({ executor, actor }: CommandTools, command: CloseAccount, meta: CommandMeta): Result => {
  const subject = accountSubject(command.account);
  const keyed = keyedClosing(command, meta, actor);
  const before = await executor.recall(subject, keyed.key);
  if (E.isLeft(before)) return before;
  return before.right === undefined ? executor.execute(subject, keyed) : E.right(before.right);
};

/** A month of an account is closed once, whoever does it: who closes it is no part of what the command says. */
const keyedClosing = (command: CloseAccount, meta: CommandMeta, actor: string): KeyedCommand<CloseAccount> => {
  const key = `period/${accountStream(command.account)}/${command.period.key}`;
  const content = { type: 'PeriodClosed', period: command.period.key };
  return {
    command,
    key,
    hash: commandHashOf(content),
    content,
    actor: meta.actor ?? actor,
    correlation: meta.correlation ?? null,
    causation: meta.causation ?? null,
  };
};
