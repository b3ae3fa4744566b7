import { sub, sum as sumNode, type Node } from '@commission-ledger/calculation';
import { supposing, type Change, type SupposedEntry, type Supposing } from '@commission-ledger/ledger';
import { isPositive, isZero, subtract, sum, toJson, zero, type Money } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import type { PlanSource } from '../../document/explanation.ts';
import { appliedPlanOf } from '../../reading/appliedPlan.ts';
import type { Answer } from '../../reading/sources.ts';
import type { Asking } from '../asking.ts';
import type { DraftRow } from '../composeReply.ts';
import type { Flip, LookedAt } from './gate.ts';

/** Whose account, and which cause is to earn. */
export type Sought = Readonly<{
  program: string;
  partner: string;
  deal: string;
  /** Absent where the customer has not paid, so that there is none yet. */
  cause: Readonly<{ kind: 'win' | 'payment'; id: string }> | undefined;
}>;

/**
 * The fewest conditions that would have to be met for the cause to earn, with what it would earn then and what that does to the
 * partner's other deals: the ledger's own replay says it. Of as few conditions there may be several ways.
 *
 * @param atMost how many records may be looked at; where it takes more, none is told and `leftOut` says so
 */
export const smallestChanges = async (
  { store, sources }: Asking,
  sought: Sought,
  failed: readonly LookedAt[],
  atMost: number,
): Answer<SmallestChanges> => {
  const { program, partner, deal } = sought;
  const suppose = supposing(store, { program, partner, deals: [deal] }, atMost);
  const ways = failed.flatMap(({ flips = [] }) => (flips.length === 0 ? [] : [flips]));
  for (let size = 1; size <= ways.length; size += 1) {
    const found: Earned[] = [];
    for (const flips of choicesOf(ways, size).slice(0, MOST_TRIED)) {
      const earned = await earnedBy(suppose, sought, flips);
      if (earned === 'too-much') return E.right({ rows: [], plans: [], leftOut: { atMost } });
      if (earned !== undefined) found.push(earned);
    }
    if (found.length === 0) continue;
    const plans: PlanSource[] = [];
    for (const rule of found.flatMap(({ rules }) => rules)) {
      const applied = await appliedPlanOf(sources, rule);
      if (E.isLeft(applied)) return applied;
      plans.push(applied.right.source);
    }
    return E.right({ rows: found.map(({ row }) => row), plans });
  }
  return E.right({ rows: [], plans: [] });
};

/** The ways to earn, each with what it would earn; and the plan versions by which. */
export type SmallestChanges = Readonly<{
  rows: readonly DraftRow[];
  plans: readonly PlanSource[];
  /** Where more records concern the partner's accounts than may be looked at. */
  leftOut?: Readonly<{ atMost: number }>;
}>;

type Earned = Readonly<{ row: DraftRow; rules: readonly EntrySide['rule'][] }>;

type EntrySide = NonNullable<SupposedEntry['after']>;

/** Each is a replay of the partner's account. */
const MOST_TRIED = 8;

/** Every choice of so many conditions, with one way to meet each. */
const choicesOf = (ways: readonly (readonly Flip[])[], size: number): readonly (readonly Flip[])[] => {
  const [first, ...others] = ways;
  if (size === 0) return [[]];
  if (first === undefined) return [];
  const withFirst = choicesOf(others, size - 1);
  return [...first.flatMap((flip) => withFirst.map((rest) => [flip, ...rest])), ...choicesOf(others, size)];
};

const earnedBy = async (
  suppose: Supposing,
  sought: Sought,
  flips: readonly Flip[],
): Promise<Earned | 'too-much' | undefined> => {
  const changes: readonly Change[] = flips.flatMap((flip) => flip.changes);
  const supposed = await suppose(changes);
  if (E.isLeft(supposed) && supposed.left._tag === 'TooMuchConcerned') return 'too-much';
  if (E.isLeft(supposed) || supposed.right.refused.length > 0) return undefined;
  const { entries } = supposed.right;
  const own = entries.filter((entry) => isSought(entry, sought));
  const [first] = own;
  const currency = first && (first.after ?? first.before)?.amount.currency;
  if (currency === undefined) return undefined;
  const inCurrency = entries.filter(({ after, before }) => (after ?? before)?.amount.currency === currency);
  const changed = inCurrency.filter((entry) => !isZero(effectOf(entry)));
  if (!isPositive(sum(currency, own.map(effectOf)))) return undefined;
  const ownFirst = [
    ...changed.filter((entry) => own.includes(entry)),
    ...changed.filter((entry) => !own.includes(entry)),
  ];
  const effects = ownFirst.map((entry) => effectRow(entry, sought));
  const amount = sum(currency, changed.map(effectOf));
  const [flip] = flips;
  if (flip === undefined) return undefined;
  const said: DraftRow['said'] = flips.length === 1 ? flip.said : { key: 'whyNotFlipTogether', holes: {} };
  const told = flips.length === 1 ? [] : flips.map((each): DraftRow => ({ said: each.said }));
  return {
    row: { said, amount, node: sumNode(effects.flatMap(({ node }) => node ?? [])), rows: [...told, ...effects] },
    rules: changed.flatMap(({ before, after }) => [before, after].flatMap((side) => side?.rule ?? [])),
  };
};

/** A deal without a payment may earn by one that is supposed. */
const isSought = ({ deal, cause }: SupposedEntry, sought: Sought): boolean =>
  deal === sought.deal &&
  (sought.cause === undefined || (cause.kind === sought.cause.kind && cause.id === sought.cause.id));

const effectOf = ({ before, after }: SupposedEntry): Money => {
  const { currency } = (after ?? before)?.amount ?? { currency: undefined };
  if (currency === undefined) throw new TypeError('An entry is there before or after.');
  return subtract(after?.amount ?? zero(currency), before?.amount ?? zero(currency));
};

/** What one entry would be, beside what it is. */
const effectRow = (entry: SupposedEntry, sought: Sought): DraftRow => {
  const { before, after, deal, kind } = entry;
  const rule = (after ?? before)?.rule;
  const clause = rule === undefined ? '' : `${rule.plan}@${rule.version} §${rule.clause}`;
  const amount = effectOf(entry);
  const node = differenceNode(before?.root, after?.root);
  const shared = { amount, counts: true as const, ...(node === undefined ? {} : { node }) };
  if (deal === sought.deal)
    return {
      ...shared,
      // An answer shows the clause of a calculation beside it.
      said:
        node !== undefined && bearsClause(node)
          ? { key: 'whyNotEffectItself', holes: {} }
          : { key: 'whyNotEffectOwn', holes: { clause } },
      rows: after === undefined ? [] : counterRows(after),
    };
  if (kind === 'reversal') return { ...shared, said: { key: 'whyNotEffectReversal', holes: { deal, clause } } };
  if (after !== undefined && before !== undefined) {
    const holes = { deal, now: toJson(before.amount), instead: toJson(after.amount), clause };
    return { ...shared, said: { key: 'whyNotEffectOther', holes } };
  }
  return after === undefined
    ? { ...shared, said: { key: 'whyNotEffectGone', holes: { deal, clause } } }
    : { ...shared, said: { key: 'whyNotEffectNew', holes: { deal, clause } } };
};

/** Whether a calculation names its clause itself, through what merely rounds or chooses it. */
const bearsClause = (node: Node): boolean => {
  switch (node.kind) {
    case 'param':
    case 'op':
    case 'guard':
      return node.rule?.clause !== undefined;
    case 'round':
      return bearsClause(node.arg);
    case 'choice':
      return bearsClause(node.taken);
    case 'fact':
    case 'absent':
      return false;
  }
};

const differenceNode = (before: Node | undefined, after: Node | undefined): Node | undefined => {
  if (before === undefined) return after;
  return after === undefined ? sub(sub(before, before, { name: 'nothing' }), before) : sub(after, before);
};

/** Where the running totals would have gone. */
const counterRows = ({ counters }: EntrySide): readonly DraftRow[] =>
  counters.flatMap(({ before, after, window }): readonly DraftRow[] => {
    if (!('minor' in before) || !('minor' in after)) return [];
    return [{ said: { key: 'whyNotCounterMoves', holes: { window, before: toJson(before), after: toJson(after) } } }];
  });
