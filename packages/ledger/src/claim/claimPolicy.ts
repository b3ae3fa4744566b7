import { addDays, dateOf } from '@commission-ledger/calendar';
import { claimStream } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import type { Executor } from '../execution/executor.ts';
import type { KeyedCommand, Recorded, Subject } from '../execution/keyedCommand.ts';
import type { LedgerFailure } from '../failure.ts';
import type { CustomerStep, LeadState } from '../lead/leadDecider.ts';
import { leadSubject } from '../lead/leadSubject.ts';
import { policyCommand } from '../policy/policyCommand.ts';
import { type Reacting, type Settled, nothingFollows } from '../policy/reaction.ts';
import type { ProgramState } from '../program/programDecider.ts';
import { programOf } from '../program/programOf.ts';
import { type ClaimCommand, type ClaimState, claimDecider } from './claimDecider.ts';
import { yieldReason } from './yieldReason.ts';

/**
 * Lets a lead claim its customer, gives the claim back when the lead ends, and marks a lead as a duplicate whose
 * customer somebody has already. Everything that the lead ever did about its customer is gone through, so that it is
 * made up for whatever a crash left out; what was recorded before changes nothing.
 */
export const reactToLead = async (executor: Executor, lead: string): Reacting => {
  const subject = leadSubject(lead);
  // Whether a lead names a customer never changes, and most name none; one that was not there may be by now.
  const known = await executor.known(subject);
  if (E.isLeft(known)) return known;
  if (known.right.state !== undefined && known.right.state.customer === undefined) return E.right(nothingFollows);
  const loaded = await executor.load(subject);
  if (E.isLeft(loaded)) return loaded;
  const { state } = loaded.right;
  if (state === undefined) return E.left({ _tag: 'UnknownLead', lead });
  if (state.customer === undefined) return E.right(nothingFollows);
  const program = await programOf(executor, state.program);
  if (E.isLeft(program)) return program;
  const customer = customerSubject(state.program, state.customer);
  // The customer's stream takes them in this order; none waits for another.
  const queued = commandsOf(state, state.customer, program.right).map((command) => executor.execute(customer, command));
  return E.right({ settled: settle(executor, state, queued) });
};

const customerSubject = (program: string, customer: string): Subject<ClaimCommand, ClaimState, never> => ({
  stream: claimStream(program, customer),
  decider: claimDecider,
});

type Lead = NonNullable<LeadState>;

const commandsOf = (
  { customerSteps, program, partner, lead }: Lead,
  customer: string,
  { timeZone, leadProtection }: NonNullable<ProgramState>,
): readonly KeyedCommand<ClaimCommand>[] => {
  let nth = 0;
  return customerSteps.map((step) => {
    const { occurredAt } = step.data;
    const because = becauseOf(step);
    if (because !== undefined) {
      const released = { program, customer, lead, because, occurredAt };
      return claimCommand(`release/${lead}/${step.revision}`, { type: 'ReleaseCustomer', nth, released }, step);
    }
    nth += 1;
    const on = dateOf(occurredAt, timeZone);
    const until = leadProtection === undefined ? null : addDays(on, leadProtection.days);
    const claiming = { program, customer, lead, partner, occurredAt };
    const command = { type: 'ClaimCustomer', nth, on, until, lead: claiming } as const;
    return claimCommand(`claim/${lead}/${step.revision}`, command, step);
  });
};

const becauseOf = ({ type }: CustomerStep): 'rejected' | 'duplicate' | 'lost' | 'expired' | undefined => {
  switch (type) {
    case 'LeadRejected':
      return 'rejected';
    case 'LeadMarkedDuplicate':
      return 'duplicate';
    case 'LeadLost':
      return 'lost';
    case 'LeadExpired':
      return 'expired';
    case 'LeadSubmitted':
    case 'LeadReopened':
      return undefined;
  }
};

const claimCommand = <Command>(key: string, command: Command, because: CustomerStep): KeyedCommand<Command> => ({
  ...policyCommand(key, command, because),
  actor: 'policy:claim',
});

const settle = async (
  executor: Executor,
  { lead, customerSteps }: Lead,
  queued: readonly Promise<E.Either<LedgerFailure, Recorded>>[],
): Promise<Settled> => {
  const outcomes = E.sequenceArray(await Promise.all(queued));
  if (E.isLeft(outcomes)) return outcomes;
  const claim = customerSteps.at(-1);
  const last = outcomes.right.at(-1);
  // What was recorded about earlier steps before is not what follows now.
  const recorded = outcomes.right.filter((outcome) => !outcome.repeated || outcome === last);
  if (claim === undefined || becauseOf(claim) !== undefined) return E.right(recorded);
  const [claimed] = last?.events ?? [];
  if (claimed?.type !== 'LeadClaimed') throw new Error(`The claim of lead ${lead} recorded no claim.`);
  const { outcome, holder, occurredAt } = claimed.data;
  if (outcome === 'granted' || holder.lead === lead) return E.right(recorded);
  const data = { lead, of: holder.lead, reason: yieldReason(claimed.data), occurredAt };
  const yields = await executor.execute(
    leadSubject(lead),
    claimCommand(
      `claim/${lead}/${claim.revision}/duplicate`,
      { type: 'YieldCustomer', claim: claim.revision, fact: { type: 'LeadMarkedDuplicate', data } },
      claim,
    ),
  );
  return E.isLeft(yields) ? yields : E.right([...recorded, yields.right]);
};
