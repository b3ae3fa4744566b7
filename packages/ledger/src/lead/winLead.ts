import * as E from 'fp-ts/lib/Either.js';
import type { Executor } from '../execution/executor.ts';
import { dealSubject, policyCommand } from '../policy/policyCommand.ts';
import { type Reacting, nothingFollows } from '../policy/reaction.ts';
import { leadSubject } from './leadSubject.ts';

/**
 * Tells the lead that a deal came of it, so that nothing ends a lead that is won and its customer stays claimed. A second
 * deal of the same lead says nothing new to it.
 */
export const winLead = async (executor: Executor, deal: string): Reacting => {
  const loaded = await executor.load(dealSubject(deal));
  if (E.isLeft(loaded)) return loaded;
  const { won } = loaded.right.state;
  if (won?.data.lead === undefined) return E.right(nothingFollows);
  const { lead, occurredAt } = won.data;
  const command = policyCommand(
    `lead/${lead}/won/${deal}`,
    { type: 'LeadWon', data: { lead, deal, occurredAt } } as const,
    won,
  );
  const told = executor.execute(leadSubject(lead), { ...command, actor: 'policy:lead' });
  return E.right({ settled: told.then(E.map((recorded) => [recorded])) });
};
