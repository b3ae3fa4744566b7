import { commandHashOf, payoutRunStream } from '@commission-ledger/events';
import type { KeyedCommand, Subject } from '../execution/keyedCommand.ts';
import type { Refusal } from '../refusal.ts';
import type { RunOf } from './accountOnDate.ts';
import { type PayoutRunCommand, type PayoutRunState, payoutRunDecider, payoutRunIdOf } from './payoutRunDecider.ts';

/** Who acts, for the record. */
export type RunActor = Readonly<{ actor: string; correlation: string | null }>;

/** A payout run as the subject of commands. */
export const runSubject = ({ program, date }: RunOf): Subject<PayoutRunCommand, PayoutRunState, Refusal> => ({
  stream: payoutRunStream(payoutRunIdOf(program, date)),
  decider: payoutRunDecider,
});

/** A step of a run happens once, whoever takes it. */
export const runCommand = (
  step: string,
  { program, date }: RunOf,
  command: PayoutRunCommand,
  by: RunActor,
): KeyedCommand<PayoutRunCommand> => ({
  command,
  key: `payout-run/${program}/${date}/${step}`,
  hash: commandHashOf({ step, program, date }),
  content: { step, program, date },
  ...by,
  causation: null,
});
