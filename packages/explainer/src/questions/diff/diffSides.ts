import type { Node } from '@commission-ledger/calculation';
import { exactIsZero, exactSub } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import { Unexplained, type ExplainFailure } from '../../reading/explainFailure.ts';
import type { Answer, Sources } from '../../reading/sources.ts';
import type { Said } from '../../render/templates.ts';
import type { Draft, DraftRow } from '../composeReply.ts';
import { cellsOf } from './cellsOf.ts';
import { factorEffects, type Effect, type FactorOrder } from './factorEffects.ts';
import { factorRows } from './factorRows.ts';
import { groupRows } from './groupRows.ts';
import { isNil, lessOf, numberOf, totalOf } from './nodeAmounts.ts';
import { lineSaid, pairedSaid } from './lineRows.ts';
import { isPair, pairRows } from './pairRows.ts';
import type { Side } from './side.ts';
import { rootOf, sizeOf } from './sideAmounts.ts';
import { isSameEntry, linesOf, type SideLine } from './sideLines.ts';
import { lineDifferences } from './lineDifferences.ts';

/** Why two amounts of one currency differ: by kinds of entries, by causes, and line by line. */
export const diffSides = async (sources: Sources, a: Side, b: Side, order: FactorOrder = 'declared'): Answer<Draft> => {
  if (a.currency !== b.currency) return notComparable(a, b);
  const earned = await earnedRows(sources, a, b, order);
  if (E.isLeft(earned)) return earned;
  const { below, isSplit } = earned.right;
  const rows = groupRows(a, b, (kind) => (kind === 'accrual' ? below : []), isPair(a, b) ? pairedSaid : lineSaid);
  const root = rootOf(a, b, rows);
  return E.right({
    question: 'diff',
    subject: b.subject,
    asked: {
      against: a.subject.id,
      'against-kind': a.subject.kind,
      ...(order === 'declared' ? {} : { order }),
    },
    ...(a.partner === b.partner ? { partner: b.partner } : {}),
    program: b.program.source,
    title: titleOf(a, b),
    verdict: [verdictOf(a, b), ...(isSplit ? [orderSaid(order)] : [])],
    amount: sizeOf(a, b).difference,
    ...(root === undefined ? {} : { root }),
    rows,
    searched: [],
    plans: [...new Map([...a.plans, ...b.plans].map((plan) => [`${plan.plan}@${plan.version}`, plan])).values()],
    effective: a.effective > b.effective ? a.effective : b.effective,
  });
};

/** Two amounts that cannot be taken from one another. */
const notComparable = (a: Side, b: Side): E.Either<ExplainFailure, never> =>
  E.left({
    _tag: 'InvalidQuestion',
    field: b.subject.id,
    problem: `is in ${b.currency}, and ${a.subject.id} in ${a.currency}: amounts in two currencies have no difference`,
  });

/** What the difference of what was earned is put down to; nothing where the same was earned. */
const earnedRows = async (sources: Sources, a: Side, b: Side, order: FactorOrder): Answer<Earned> => {
  const differences = lineDifferences(ofAccruals(a), ofAccruals(b), isSameEntry);
  if (differences.length === 0) return E.right(nothing);
  // What is taken back has no sales of its own.
  if (isPair(a, b) && (ofAccruals(a).length === 0 || ofAccruals(b).length === 0)) return E.right(nothing);
  const cells = await cellsOf(sources, a, b);
  if (E.isLeft(cells)) return cells;
  const effects = factorEffects(cells.right, order);
  requireWhole(effects, lessOf(rootIn(ofAccruals(b)), rootIn(ofAccruals(a))), b.subject.id);
  const told = effects.filter(({ factor, node }) => dependsOnOrder.has(factor) && !isNil(node));
  const below = [...factorRows(effects, cells.right, a, b), ...pairRows(cells.right, a, b, order)];
  return E.right({ below, isSplit: told.length > 1 });
};

/** The rows under what was earned, and whether what they say depends on the order in which causes are taken. */
type Earned = Readonly<{ below: readonly DraftRow[]; isSplit: boolean }>;

const ofAccruals = ({ entries }: Side): readonly SideLine[] =>
  linesOf(entries.filter(({ line }) => line.kind === 'accrual'));

const nothing: Earned = { below: [], isSplit: false };

const dependsOnOrder: ReadonlySet<Effect['factor']> = new Set([
  'plan',
  'volume',
  'mix',
  'currency',
  'share',
  'tier',
  'rate',
]);

const rootIn = (lines: readonly Readonly<{ root: Node }>[]): Node | undefined => totalOf(lines.map(({ root }) => root));

/** @throws Unexplained when the effects are not, to the last digit, the difference: a defect */
const requireWhole = (effects: readonly Effect[], difference: Node, subject: string): void => {
  const total = totalOf(effects.map(({ node }) => node));
  const rest = exactSub(
    numberOf(difference),
    total === undefined ? numberOf(lessOf(difference, difference)) : numberOf(total),
  );
  if (!exactIsZero(rest))
    throw new Unexplained(`The causes of a difference to ${JSON.stringify(subject)} do not add up to it.`);
};

const titleOf = (a: Side, b: Side): Said =>
  a.subject.kind === 'statement' && b.subject.kind === 'statement'
    ? { key: 'diffTitleMonths', holes: { partner: b.partner, from: monthIn(a), to: monthIn(b) } }
    : { key: 'diffTitle', holes: { from: a.subject.id, to: b.subject.id } };

const monthIn = ({ subject: { id } }: Side): string => id.slice(id.indexOf('/') + 1);

/** Both amounts, and which of them is larger by how much. */
const verdictOf = (a: Side, b: Side): Said => {
  const { before, after, sign, size } = sizeOf(a, b);
  const amounts = { before, after, currency: b.currency };
  if (a.subject.kind === 'statement' && b.subject.kind === 'statement') {
    const holes = { ...amounts, from: monthIn(a), to: monthIn(b) };
    if (sign === 0) return { key: 'diffMonthsEven', holes };
    const more = { ...holes, difference: size };
    return sign < 0 ? { key: 'diffMonthsLess', holes: more } : { key: 'diffMonthsMore', holes: more };
  }
  const holes = { ...amounts, from: a.subject.id, to: b.subject.id };
  if (sign === 0) return { key: 'diffEven', holes };
  const more = { ...holes, difference: size };
  return sign < 0 ? { key: 'diffLess', holes: more } : { key: 'diffMore', holes: more };
};

const orderSaid = (order: FactorOrder): Said =>
  order === 'declared' ? { key: 'diffOrder', holes: {} } : { key: 'diffAverage', holes: {} };
