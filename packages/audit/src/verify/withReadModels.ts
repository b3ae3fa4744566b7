import type { ReadModelsExamination } from '@commission-ledger/projections';
import { readModelAdvice, readModelProblem } from './describeReadModel.ts';
import { andOthers } from './describeFinding.ts';
import { type ReadModelCause, readModelCause } from './readModelCause.ts';
import type { Finding, NotChecked, VerifyReport } from './verifyReport.ts';

/** Something that is wrong with a read model, in the form of what is wrong with a history: it has no place in that. */
export type ReadModelFault = Omit<Finding, 'class' | 'cause' | 'place' | 'until'> &
  Readonly<{ class: 'read-model'; cause: ReadModelCause; place: null; until: null }>;

/** A report on a history and on the read models made from it: `verify/1` as well. */
export type VerifiedLedger = Omit<VerifyReport, 'findings'> &
  Readonly<{
    /** Those of the history come first. */
    findings: readonly (Finding | ReadModelFault)[];
    /** How many read models were held against the history, of how many documents; `null` when none were. */
    readModels: Readonly<{ compared: number; documents: number; behind: number }> | null;
  }>;

/** A report on a history, with what holding the read models against it found. */
export const withReadModels = (
  report: VerifyReport,
  { findings: found, models }: ReadModelsExamination,
): VerifiedLedger => {
  const findings = [...report.findings, ...found.map(faultOf)];
  const compared = models.filter(({ outcome }) => outcome === 'compared');
  const isMoving = models.some(({ outcome }) => outcome === 'moving');
  return {
    ...report,
    verdict: findings.length === 0 ? 'sound' : 'not-sound',
    findings,
    readModels: {
      compared: compared.length,
      documents: compared.reduce((sum, { documents }) => sum + documents, 0),
      behind: models.filter(({ isBehind }) => isBehind).length,
    },
    notChecked: [...report.notChecked, ...(isMoving ? [unknown('read-models-moving')] : [])],
  };
};

/**
 * A report on a history whose read models were not held against it: nobody asked, or the history is not sound itself, or
 * there are none.
 */
export const withoutReadModels = (
  report: VerifyReport,
  why: 'read-models' | 'read-models-in-doubt' | 'none-kept',
): VerifiedLedger => ({
  ...report,
  readModels: null,
  notChecked: [...report.notChecked, ...(why === 'none-kept' ? [] : [unknown(why)])],
});

const faultOf = (found: ReadModelsExamination['findings'][number]): ReadModelFault => {
  const cause = readModelCause(found);
  const others = 'others' in found ? found.others : 0;
  const problem = `${readModelProblem(cause)}${andOthers(others)}`;
  return { class: 'read-model', cause, place: null, until: null, others, problem, advice: readModelAdvice(cause) };
};

const SAYS = {
  'read-models':
    'Read models, which are the balances, lists and statements that commands show, were not held against the history. Whoever changes them changes what is shown, and nothing that was recorded. --with-read-models looks at them.',
  'read-models-in-doubt':
    'Read models were not held against the history: it is not sound itself, so it proves nothing about them.',
  'read-models-moving':
    'Some read models were written to all the time, and could not be compared. Verify again when nothing is recorded.',
} as const;

const unknown = (what: keyof typeof SAYS): NotChecked => ({ what, says: SAYS[what], events: null });
