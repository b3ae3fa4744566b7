import * as E from 'fp-ts/lib/Either.js';
import { explainAccrual } from './explainAccrual.ts';
import { explainAddition } from './explainAddition.ts';
import { explainAdjustment } from './explainAdjustment.ts';
import { explainReversal } from './explainReversal.ts';
import { explainTrueUp } from './explainTrueUp.ts';
import { explainUnclaimed } from './explainUnclaimed.ts';
import type { EntryKind } from '../document/explanation.ts';
import type { Answer, ExplainedEntry, Sources } from '../reading/sources.ts';

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
    case 'true-up': {
      const trueUp = await explainTrueUp(sources, id);
      if (E.isLeft(trueUp)) return trueUp;
      const { root, line, applied, program } = trueUp.right;
      return E.right({ root, line, plan: applied.source, program });
    }
    case 'draw-advance':
    case 'draw-recovery':
    case 'write-off':
      return explainAddition(sources, kind, id);
    case 'unclaimed':
      return explainUnclaimed(sources, id);
  }
};

const withoutPlan = (entry: Omit<ExplainedEntry, 'plan'>): ExplainedEntry => ({ ...entry, plan: undefined });
