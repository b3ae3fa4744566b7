import { valueToJson } from '@commission-ledger/calculation';
import type { DraftRow } from '../composeReply.ts';
import type { SideLine } from './sideLines.ts';

/**
 * How commission comes to be taken back: which part of what was paid went back, what had been earned on it, and under
 * which clause of which version. It is taken back at what was earned, whatever the plan says since.
 */
export const takenBackRows = ({ line, root }: SideLine): readonly DraftRow[] => {
  if (line.kind !== 'reversal' || root.kind !== 'op') return [];
  const { rule } = line.earned;
  const terms = { plan: `${rule.plan}@${rule.version}`, clause: `§${rule.clause ?? ''}` };
  const [, rounded] = root.args;
  const taken = rounded?.kind === 'round' ? rounded.arg : undefined;
  const [earned, share] = taken?.kind === 'op' && taken.op === 'mul' ? taken.args : [];
  const [back, paid] = share?.kind === 'op' && share.op === 'div' ? share.args : [];
  const isRefund = share?.name === 'refunded-share';
  if (earned === undefined || back === undefined || paid === undefined || !isRefund)
    return [{ said: { key: 'diffTakenBackUnder', holes: terms }, from: [line.original] }];
  const amounts = { earned: valueToJson(earned.value), back: valueToJson(back.value), paid: valueToJson(paid.value) };
  return [{ said: { key: 'diffTakenBackOf', holes: { ...terms, ...amounts } }, from: [line.original] }];
};
