import { commandHashOf, payoutRunStream } from '@commission-ledger/events';
import type { KeyedCommand, Subject } from '../execution/keyedCommand.ts';
import type { Refusal } from '../refusal.ts';
import type { RunOf } from './accountOnDate.ts';
import {
  type PayoutRunCommand,
  type PayoutRunState,
  type RunStep,
  payoutRunDecider,
  payoutRunIdOf,
} from './payoutRunDecider.ts';

/** Who acts, for the record. */
export type RunActor = Readonly<{ actor: string; correlation: string | null }>;

/** A payout run as the subject of commands. */
export const runSubject = ({ program, date }: RunOf): Subject<PayoutRunCommand, PayoutRunState, Refusal> => ({
  stream: payoutRunStream(payoutRunIdOf(program, date)),
  decider: payoutRunDecider,
});

/** A step of an attempt of a run happens once, whoever takes it; `more` is what else makes it another step. */
export const runCommand = (
  step: string,
  run: RunOf,
  attempt: number,
  fact: RunStep['fact'],
  by: RunActor,
  more: Readonly<Record<string, string>> = {},
): KeyedCommand<RunStep> => {
  const { program, date } = run;
  const content = { step, program, date, ...(attempt === 1 ? {} : { attempt: `${attempt}` }), ...more };
  const key = `payout-run/${program}/${date}/${attempt === 1 ? '' : `${attempt}/`}${step}`;
  return {
    command: { type: 'RunStep', attempt, fact },
    key,
    hash: commandHashOf(content),
    content,
    ...by,
    causation: null,
  };
};
