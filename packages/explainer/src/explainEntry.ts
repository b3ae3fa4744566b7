import type { Node } from '@commission-ledger/calculation';
import * as E from 'fp-ts/lib/Either.js';
import { explainAccrual } from './explainAccrual.ts';
import { explainAdjustment } from './explainAdjustment.ts';
import { explainReversal } from './explainReversal.ts';
import type { Unnumbered } from './entryLines.ts';
import type { EntryKind, Line, PlanSource } from './explanation.ts';
import type { Answer, ProgramZone, Sources } from './sources.ts';

/** An entry of an account, explained: its calculation, its line, and the plan version that was applied, if one was. */
export type ExplainedEntry = Readonly<{
  root: Node;
  line: Unnumbered<Line>;
  plan: PlanSource | undefined;
  program: ProgramZone;
}>;

/** Explains one entry. */
export const explainEntry = async (sources: Sources, kind: EntryKind, id: string): Answer<ExplainedEntry> => {
  switch (kind) {
    case 'accrual': {
      const accrual = await explainAccrual(sources, id);
      if (E.isLeft(accrual)) return accrual;
      const { root, line, applied, program } = accrual.right;
      return E.right({ root, line, plan: applied.source, program });
    }
    case 'reversal': {
      const reversal = await explainReversal(sources, id);
      if (E.isLeft(reversal)) return reversal;
      const { root, line, original } = reversal.right;
      return E.right({ root, line, plan: original.applied.source, program: original.program });
    }
    case 'adjustment': {
      const adjustment = await explainAdjustment(sources, id);
      return E.map(withoutPlan)(adjustment);
    }
  }
};

const withoutPlan = (entry: Omit<ExplainedEntry, 'plan'>): ExplainedEntry => ({ ...entry, plan: undefined });
