import type { SearchedSource } from '@commission-ledger/calculation';
import { sum as sumNode } from '@commission-ledger/calculation';
import { canonicalJson } from '@commission-ledger/events';
import { equals, money, negate, subtract, sum, toJson, type Money } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import type { PlanSource } from '../../document/explanation.ts';
import type { Reply } from '../../document/reply.ts';
import type { Answer } from '../../reading/sources.ts';
import type { Said } from '../../render/templates.ts';
import type { Asking } from '../asking.ts';
import { composeReply, type DraftRow } from '../composeReply.ts';
import { lineSaid } from '../standing/lineRow.ts';
import { comparedLines, type OwnLine, type OwnLines } from './comparedLines.ts';
import { type ForeignLine, linesAsText } from './foreignLine.ts';
import { distinctPlans } from './foilSubject.ts';
import { createFxBook } from './fxBook.ts';
import { addedByKey, type MatchedKey, matchedKeys, type TheirLine } from './matchedKeys.ts';
import { misreadLines } from './misreadLines.ts';
import { missingLine, missingOwnLine, unclear } from './missingLine.ts';

/**
 * Somebody's own list for a payout (its id), or for a month of an account (`resale.orion.EUR/2026-07`). A key is the id of
 * an entry, a payment, a refund, a deal or a lead, or the key of another system; an amount is in the currency of the account.
 */
export type FoilLinesQuestion = Readonly<{
  subject: string;
  lines: readonly ForeignLine[];
  /** `own`: of a key that stands for nothing of the partner whose lines they are, no more is said, whatever it is to others. */
  only?: 'own';
}>;

/** Longer lists, and longer keys, are not taken. */
const MOST_LINES = 10_000;
const LONGEST_KEY = 200;

/** After so many it is not looked any more why a key differs, or is not here. */
const MOST_REASONS = 50;

/** Where a list differs from our lines, key by key: the rows add up to ours less theirs. */
export const foilLines = async (asking: Asking, { subject, lines: asked, only }: FoilLinesQuestion): Answer<Reply> => {
  const compared = await comparedLines(asking, subject);
  if (E.isLeft(compared)) return compared;
  const own = compared.right;
  const read = readLines(asked, own.currency);
  if (E.isLeft(read)) return read;
  const { keys, rest } = await matchedKeys(asking.documents, addedByKey(read.right), {
    ours: own.lines,
    ...(only === undefined ? {} : { ownLeadsOf: own.account }),
  });
  const same = keys.filter((key) => key.ours.length > 0 && equals(oursOf(own, key), key.amount));
  const other = keys.filter((key) => key.ours.length > 0 && !same.includes(key));
  const missing = keys.filter((key) => key.ours.length === 0);
  const different = await differentRows(asking, own, other);
  if (E.isLeft(different)) return different;
  const here = await missingHereRows(asking, own, { keys: missing, only });
  if (E.isLeft(here)) return here;
  const [ours, theirs] = [totalOf(own, own.lines), totalOf(own, read.right)];
  return E.right(
    composeReply({
      question: 'foil',
      subject: own.subject,
      asked: { lines: linesAsText(asked), ...(only === undefined ? {} : { only }) },
      partner: own.account.partner,
      program: own.program.source,
      title: own.title,
      amount: subtract(ours, theirs),
      verdict: [
        {
          key: 'foilLinesTotals',
          holes: { theirs: toJson(theirs), ours: toJson(ours), difference: toJson(subtract(ours, theirs)) },
        },
        countsSaid([same, other, missing, rest].map(({ length }) => `${length}`)),
      ],
      rows: [
        ...different.right.rows,
        ...here.right.rows,
        ...rest.map(missingThereRow(own)),
        ...sameRows(own, same),
        ...own.beside,
      ],
      searched: here.right.searched,
      plans: distinctPlans(different.right.plans),
      effective: own.effective,
    }),
  );
};

const countsSaid = ([same = '', different = '', here = '', there = '']: readonly string[]): Said =>
  different === '0' && here === '0' && there === '0'
    ? { key: 'foilLinesAllSame', holes: {} }
    : { key: 'foilLinesCounts', holes: { same, different, here, there } };

const readLines = (
  lines: readonly ForeignLine[],
  currency: Money['currency'],
): E.Either<InvalidLines, readonly TheirLine[]> => {
  if (lines.length > MOST_LINES) return invalid('lines', `are more than ${MOST_LINES}`);
  const read: TheirLine[] = [];
  for (const [index, { key, amount }] of lines.entries()) {
    const field = `lines[${index}]`;
    if (key === '' || key.length > LONGEST_KEY || /[\p{Cc}\p{Cs}]/u.test(key))
      return invalid(`${field}.key`, `has to be 1 to ${LONGEST_KEY} characters on one line`);
    const figure = money(amount, currency);
    if (E.isLeft(figure)) return invalid(`${field}.amount`, `has to be an amount with the decimals of ${currency}`);
    read.push({ key, amount: figure.right });
  }
  return E.right(read);
};

type InvalidLines = Readonly<{ _tag: 'InvalidQuestion'; field: string; problem: string }>;

const invalid = (field: string, problem: string): E.Either<InvalidLines, never> =>
  E.left({ _tag: 'InvalidQuestion', field, problem });

const totalOf = ({ currency }: OwnLines, lines: readonly Readonly<{ amount: Money }>[]): Money =>
  sum(
    currency,
    lines.map(({ amount }) => amount),
  );

const oursOf = (own: OwnLines, { ours }: MatchedKey): Money => totalOf(own, ours);

/** Keys with another amount: the misreading that gives it, if one does, and our lines. */
const differentRows = async (
  asking: Asking,
  own: OwnLines,
  keys: readonly MatchedKey[],
): Answer<Readonly<{ rows: readonly DraftRow[]; plans: readonly PlanSource[] }>> => {
  const fx = createFxBook(asking.sources);
  const rows: DraftRow[] = [];
  const plans: PlanSource[] = [];
  for (const [index, each] of keys.entries()) {
    const { key: line, amount: theirs, ours: lines } = each;
    const ours = oursOf(own, each);
    const misread =
      index < MOST_REASONS
        ? await misreadLines(asking, { lines, theirs, fx, paidOn: own.paidOn })
        : E.right({ rows: [], plans: [] });
    if (E.isLeft(misread)) return misread;
    plans.push(...misread.right.plans);
    rows.push({
      said: { key: 'foilLinesDifferent', holes: { line, theirs: toJson(theirs), ours: toJson(ours) } },
      amount: subtract(ours, theirs),
      counts: true,
      rows: [...misread.right.rows, ...lines.map(ownRow(own))],
    });
  }
  return E.right({ rows, plans });
};

/** One of our lines as what it is, to be looked at: it adds nothing. */
const ownRow =
  ({ program }: OwnLines) =>
  ({ move, amount, node, entry }: OwnLine): DraftRow => ({
    said: lineSaid(move, program),
    amount,
    node,
    proof: entry,
    from: [move.from],
  });

/** Keys that none of our lines has. */
const missingHereRows = async (
  asking: Asking,
  own: OwnLines,
  { keys, only }: Readonly<{ keys: readonly MatchedKey[]; only: FoilLinesQuestion['only'] }>,
): Answer<Readonly<{ rows: readonly DraftRow[]; searched: readonly SearchedSource[] }>> => {
  const rows: DraftRow[] = [];
  const searched: SearchedSource[] = [];
  for (const [index, { key, amount, sameAs }] of keys.entries()) {
    const reason = await reasonOf(asking, own, { key, sameAs, isTried: index < MOST_REASONS, only });
    if (E.isLeft(reason)) return reason;
    searched.push(...reason.right.searched);
    rows.push({
      said: { key: 'foilLinesMissingHere', holes: { line: key } },
      amount: negate(amount),
      counts: true,
      rows: [reason.right.row],
    });
  }
  return E.right({ rows, searched: distinctSources(searched) });
};

const reasonOf = async (
  asking: Asking,
  own: OwnLines,
  {
    key,
    sameAs,
    isTried,
    only,
  }: Readonly<{
    key: string;
    sameAs: string | undefined;
    isTried: boolean;
    only: FoilLinesQuestion['only'];
  }>,
): ReturnType<typeof missingLine> => {
  if (sameAs !== undefined)
    return E.right({ row: { said: { key: 'foilLinesSameAs', holes: { other: sameAs } } }, searched: [] });
  if (!isTried) return E.right(unclear(key));
  return only === undefined ? missingLine(asking, own, key) : missingOwnLine(asking, own, key);
};

const distinctSources = (searched: readonly SearchedSource[]): readonly SearchedSource[] => [
  ...new Map(searched.map((each) => [canonicalJson(each), each])).values(),
];

/** One of our lines that the list has not. */
const missingThereRow =
  (own: OwnLines) =>
  (line: OwnLine): DraftRow => ({
    said: { key: 'foilLinesMissingThere', holes: { line: line.deal ?? line.entry } },
    amount: line.amount,
    node: line.node,
    counts: true,
    proof: line.entry,
    from: [line.move.from],
    rows: [{ said: lineSaid(line.move, own.program) }],
  });

/** What agrees is told as one sum. */
const sameRows = (own: OwnLines, same: readonly MatchedKey[]): readonly DraftRow[] => {
  const lines = same.flatMap(({ ours }) => ours);
  if (lines.length === 0) return [];
  return [
    {
      said: { key: 'foilLinesSame', holes: { count: lines.length } },
      amount: totalOf(own, lines),
      node: sumNode(lines.map(({ node }) => node)),
    },
  ];
};
