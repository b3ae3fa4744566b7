import { InstantCodec, instantsOf, parsePeriod, type TimeZone } from '@commission-ledger/calendar';
import {
  accountStream,
  byStatement,
  canonicalJson,
  EntryKind,
  Id,
  Sha256,
  statementHashOf,
  Whole,
} from '@commission-ledger/events';
import { add, equals, type Money, MoneyJson, zero } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import type { PackedClosing, PackedMovement } from './packedMovements.ts';

const Kind = t.union([EntryKind, t.literal('payout')]);

const Line = t.type({
  kind: Kind,
  id: t.string,
  amount: MoneyJson,
  balance: MoneyJson,
  at: InstantCodec,
  occurredAt: InstantCodec,
  event: t.type({ stream: t.string, revision: Whole, id: t.string }),
});

/** What a check reads of a statement. */
export const StatementCodec = t.type({
  program: Id,
  partner: Id,
  currency: t.string,
  period: t.string,
  from: InstantCodec,
  to: InstantCodec,
  opening: MoneyJson,
  closing: MoneyJson,
  sums: t.readonlyArray(t.type({ kind: Kind, amount: MoneyJson, lines: Whole })),
  count: Whole,
  hash: Sha256,
  lines: t.readonlyArray(Line),
  closed: t.union([t.null, t.UnknownRecord]),
});

/** A statement as a pack has it. */
export type PackedStatement = t.TypeOf<typeof StatementCodec>;

/** What a statement is held against. */
export type StatementFacts = Readonly<{
  path: string;
  zone: TimeZone | undefined;
  /** What the movements before the month add up to. */
  owed: Money;
  closings: readonly PackedClosing[];
  /** Whether the movement is so in the events, and in no other statement. */
  take: (movement: PackedMovement) => boolean;
}>;

/** What is wrong with a statement, a sentence each. */
export const problemsOfStatement = (statement: PackedStatement, facts: StatementFacts): readonly string[] => {
  const { opening, closing, lines, count, hash } = statement;
  const problems: string[] = [];
  const demand = (holds: boolean, problem: string): void => {
    if (!holds) problems.push(problem);
  };
  demand(isOfItsName(statement, facts), 'The statement is of another account or month than its name says.');
  const { stream } = accountAndMonth(facts.path);
  const [unfounded, ...others] = lines.filter((line) => {
    const { stream: told, revision, id } = line.event;
    const isOfMonth = line.at >= statement.from && line.at < statement.to;
    return told !== stream || !isOfMonth || !facts.take({ ...line, stream, revision, event: id });
  });
  if (unfounded !== undefined) {
    const more = others.length === 0 ? '' : ` So are ${others.length} more.`;
    problems.push(`The line of ${unfounded.id} is not so in the events, or is in another statement too.${more}`);
  }
  demand(isInOrder(lines), 'The lines are not in their order.');
  demand(addsUp(statement), 'The statement does not add up.');
  demand(hasSums(statement), 'The sums are not those of the lines.');
  demand(equals(facts.owed, opening), 'The opening is not what the movements before the month add up to.');
  demand(count === lines.length && hash === statementHashOf(lines), 'The hash is not that of the lines.');
  demand(isClosedSo(statement, facts.closings), 'The month was not closed as the statement says.');
  demand(closing.currency === statement.currency, 'The statement is not in the currency of its account.');
  return problems;
};

/** The stream and the month that the name of a statement's file has. */
export const accountAndMonth = (path: string): Readonly<{ stream: string; month: string }> => {
  const [, stream = '', month = ''] = /^statements\/([^/]+)\/([^/]+)\.json$/.exec(path) ?? [];
  return { stream, month };
};

const isOfItsName = (statement: PackedStatement, { path, zone }: StatementFacts): boolean => {
  const { stream, month } = accountAndMonth(path);
  const period = parsePeriod(month);
  if (E.isLeft(period) || period.right.unit !== 'month' || zone === undefined) return false;
  const { from, to } = instantsOf(period.right, zone);
  const isOfMonth = statement.period === month && statement.from === from && statement.to === to;
  return isOfMonth && accountStream(statement) === stream;
};

type Lines = PackedStatement['lines'];

const placeOf = ({ at, event: { revision } }: Lines[number]) => ({ at, revision });

const isInOrder = (lines: Lines): boolean =>
  lines.every((line, index) => {
    const before = lines[index - 1];
    return before === undefined || byStatement(placeOf(before), placeOf(line)) < 0;
  });

const addsUp = ({ opening, closing, lines }: PackedStatement): boolean => {
  let balance = opening;
  for (const { amount, balance: stated } of lines) {
    if (amount.currency !== balance.currency) return false;
    balance = add(balance, amount);
    if (!equals(balance, stated)) return false;
  }
  return equals(balance, closing);
};

const hasSums = ({ sums, lines, closing }: PackedStatement): boolean => {
  const found = new Map<string, Readonly<{ amount: Money; lines: number }>>();
  for (const { kind, amount } of lines) {
    const before = found.get(kind) ?? { amount: zero(closing.currency), lines: 0 };
    if (amount.currency !== closing.currency) return false;
    found.set(kind, { amount: add(before.amount, amount), lines: before.lines + 1 });
  }
  const isSame = ({ kind, amount, lines: count }: PackedStatement['sums'][number]): boolean => {
    const sum = found.get(kind);
    return found.delete(kind) && sum !== undefined && equals(sum.amount, amount) && sum.lines === count;
  };
  return sums.every(isSame) && found.size === 0;
};

/** A closing over the month is told as it was recorded; that of the month itself, with the figures of the statement. */
const isClosedSo = (statement: PackedStatement, closings: readonly PackedClosing[]): boolean => {
  const { closed, count, hash, opening, closing, period, to } = statement;
  const over = closings.find(({ until }) => until >= to);
  if (over === undefined || closed === null) return over === undefined && closed === null;
  if (canonicalJson(over.told) !== canonicalJson(closed)) return false;
  if (over.told['period'] !== period) return true;
  const stated = { opening: MoneyJson.encode(opening), closing: MoneyJson.encode(closing) };
  const now = { ...over.told, ...stated, lines: count, statementHash: hash };
  return canonicalJson(now) === canonicalJson(over.told);
};
