import { sum, type Node } from '@commission-ledger/calculation';
import * as E from 'fp-ts/lib/Either.js';
import { appliedPlanOf } from '../../reading/appliedPlan.ts';
import type { Answer, AppliedPlan, ExplainedEntry } from '../../reading/sources.ts';
import type { Said } from '../../render/templates.ts';
import { explainAccrual } from '../../why/explainAccrual.ts';
import type { FactContext } from './factChanges.ts';
import { type FactPath, type FactReadings, factReadings, noFactReadings } from './factReadings.ts';
import type { MisreadingKind, Otherwise } from './misreading.ts';
import { rewritten } from './rewritten.ts';
import { ruleReadings } from './ruleReadings.ts';

/** One line of an amount, with everything that may have been read otherwise about it. */
export type ReadLine = Readonly<{
  /** What people call it: its deal, or its own id. */
  label: string;
  /** The deal that a commission was earned on. */
  deal?: string;
  /** The customer's payment that it was earned by, and its local day. */
  payment?: Readonly<{ id: string; on: string }>;
  root: Node;
  readings: readonly Otherwise[];
  /** Two or three facts read otherwise at once; only looked for where one thing alone is not enough. */
  several: FactReadings['several'];
  plan: AppliedPlan | undefined;
}>;

/** What may have been read otherwise about a line, one thing at a time. */
export const lineReadings = async (context: FactContext, { root, line, plan }: ExplainedEntry): Answer<ReadLine> => {
  const { sources } = context;
  const applied = plan === undefined ? E.right(undefined) : await appliedPlanOf(sources, plan);
  if (E.isLeft(applied)) return applied;
  const under = applied.right;
  const byRule = under === undefined ? [] : ruleReadings(root, under.plan);
  switch (line.kind) {
    case 'accrual': {
      const accrual = await explainAccrual(sources, line.entry);
      if (E.isLeft(accrual)) return accrual;
      const facts = await factReadings(context, accrual.right);
      if (E.isLeft(facts)) return facts;
      const { deal } = line.deal;
      const { single, several } = facts.right;
      const readings = [...left('deal-forgotten', deal, 'foilDealForgotten'), ...single, ...byRule];
      const { kind, id } = line.cause;
      const payment = kind === 'payment' ? { payment: { id, on: line.earnedOn } } : {};
      return E.right({ label: deal, deal, ...payment, root, readings, several, plan: under });
    }
    case 'reversal': {
      const { deal } = line.earned.deal;
      const original = await readingsOfOriginal(context, root, line.accrual);
      if (E.isLeft(original)) return original;
      const { refund, refundedOn: on, cancelledOn } = line;
      const decidedBy = await takenBackBy(context, line.from);
      if (E.isLeft(decidedBy)) return decidedBy;
      const said =
        (key: 'foilRefundForgotten' | 'foilRefundTwice' | 'foilCancellationForgotten') =>
        (name: string): Said => ({
          key,
          holes: { line: name, on: on ?? cancelledOn ?? line.maturesOn },
        });
      const as = refund ?? deal;
      const readings: readonly Otherwise[] = [
        {
          kind: 'refund-forgotten',
          as,
          root: undefined,
          said: said(refund === undefined ? 'foilCancellationForgotten' : 'foilRefundForgotten'),
          decidedBy: decidedBy.right,
        },
        {
          kind: 'refund-twice',
          as,
          root: sum([root, root]),
          said: said('foilRefundTwice'),
          decidedBy: decidedBy.right,
        },
        ...original.right.single,
        ...byRule,
      ];
      return E.right({ label: deal, root, readings, several: original.right.several, plan: under });
    }
    case 'true-up':
      return E.right({
        label: line.deal.deal,
        root,
        readings: [...left('true-up-forgotten', line.entry, 'foilTrueUpForgotten', [line.from]), ...byRule],
        several: noFactReadings.several,
        plan: under,
      });
    case 'adjustment': {
      const said = (name: string): Said => ({
        key: 'foilCorrectionForgotten',
        holes: { line: name, reason: line.reason },
      });
      const forgotten: Otherwise = {
        kind: 'correction-forgotten',
        as: line.entry,
        root: undefined,
        said,
        decidedBy: [line.from],
      };
      return E.right({ label: line.entry, root, readings: [forgotten], several: noFactReadings.several, plan: under });
    }
    case 'draw-advance':
    case 'draw-recovery':
    case 'write-off':
    case 'unclaimed':
      return E.right({
        label: line.entry,
        root,
        readings: left('entry-forgotten', line.entry, 'foilEntryForgotten', [line.from]),
        several: noFactReadings.several,
        plan: under,
      });
  }
};

const left = (
  kind: MisreadingKind,
  as: string,
  key: 'foilDealForgotten' | 'foilTrueUpForgotten' | 'foilEntryForgotten',
  decidedBy: Otherwise['decidedBy'] = [],
): readonly Otherwise[] => [{ kind, as, root: undefined, said: (line) => ({ key, holes: { line } }), decidedBy }];

/** What was taken back of an accrual that was misread itself. */
const readingsOfOriginal = async (context: FactContext, root: Node, id: string): Answer<FactReadings> => {
  if ((await context.sources.index.lookUp('accrual', id)) === undefined) return E.right(noFactReadings);
  const original = await explainAccrual(context.sources, id);
  if (E.isLeft(original)) return original;
  const takenBack = (reading: Otherwise): readonly Otherwise[] =>
    reading.root === undefined
      ? []
      : [{ ...reading, root: rewritten(root, new Map([[original.right.root, reading.root]])) }];
  const readings = await factReadings(context, original.right);
  const pathTakenBack = ([first, second, ...others]: FactPath): readonly FactPath[] => {
    const [one, other] = [takenBack(first), takenBack(second)];
    const more = others.map(takenBack);
    return one[0] === undefined || other[0] === undefined || more.some((each) => each.length === 0)
      ? []
      : [[one[0], other[0], ...more.flat()]];
  };
  return E.map(({ single, several }: FactReadings): FactReadings => ({
    single: single.flatMap(takenBack),
    several: async () => E.map((all: readonly FactPath[]) => all.flatMap(pathTakenBack))(await several()),
  }))(readings);
};

/** The refund, or the cancellation. */
const takenBackBy = async (
  { sources }: FactContext,
  from: ExplainedEntry['line']['from'],
): Answer<Otherwise['decidedBy']> => {
  const reversed = await sources.events.read('AccrualReversed', from);
  return E.map(({ data: { causeEvent } }: { data: { causeEvent: Otherwise['decidedBy'][number] } }) => [causeEvent])(
    reversed,
  );
};
