import { sum, type Node } from '@commission-ledger/calculation';
import * as E from 'fp-ts/lib/Either.js';
import { appliedPlanOf } from '../../reading/appliedPlan.ts';
import type { Answer, AppliedPlan, ExplainedEntry } from '../../reading/sources.ts';
import type { Said } from '../../render/templates.ts';
import { explainAccrual } from '../../why/explainAccrual.ts';
import { factReadings, type FactContext } from './factReadings.ts';
import type { MisreadingKind, Otherwise } from './misreading.ts';
import { rewritten } from './rewritten.ts';
import { ruleReadings } from './ruleReadings.ts';

/** One line of an amount, with everything that may have been read otherwise about it. */
export type ReadLine = Readonly<{
  /** What people call it: its deal, or its own id. */
  label: string;
  root: Node;
  readings: readonly Otherwise[];
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
      const readings = [...left('deal-forgotten', deal, 'foilDealForgotten'), ...facts.right, ...byRule];
      return E.right({ label: deal, root, readings, plan: under });
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
        ...original.right,
        ...byRule,
      ];
      return E.right({ label: deal, root, readings, plan: under });
    }
    case 'true-up':
      return E.right({
        label: line.deal.deal,
        root,
        readings: [...left('true-up-forgotten', line.entry, 'foilTrueUpForgotten', [line.from]), ...byRule],
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
      return E.right({ label: line.entry, root, readings: [forgotten], plan: under });
    }
    case 'draw-advance':
    case 'draw-recovery':
    case 'write-off':
    case 'unclaimed':
      return E.right({
        label: line.entry,
        root,
        readings: left('entry-forgotten', line.entry, 'foilEntryForgotten', [line.from]),
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
const readingsOfOriginal = async (context: FactContext, root: Node, id: string): Answer<readonly Otherwise[]> => {
  if ((await context.sources.index.lookUp('accrual', id)) === undefined) return E.right([]);
  const original = await explainAccrual(context.sources, id);
  if (E.isLeft(original)) return original;
  const readings = await factReadings(context, original.right);
  return E.map((all: readonly Otherwise[]) =>
    all.flatMap((reading) =>
      reading.root === undefined
        ? []
        : [{ ...reading, root: rewritten(root, new Map([[original.right.root, reading.root]])) }],
    ),
  )(readings);
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
