import * as E from 'fp-ts/lib/Either.js';
import { reactToLead } from '../claim/claimPolicy.ts';
import type { Executor } from '../execution/executor.ts';
import { reactToInquiry } from '../inquiry/freezePolicy.ts';
import { winLead } from '../lead/winLead.ts';
import { reactOnDeal } from './dealReactions.ts';
import { type Reacting, inTurn } from './reaction.ts';
import type { Trigger } from './trigger.ts';

/**
 * Reacts to what happened on a deal by posting accruals, reversals, or the reason why not, to every account
 * concerned. Ids and command keys derive from the cause, so reacting twice, late, or again after a crash halfway
 * changes nothing.
 *
 * The promise resolves when the commands have been *queued*; each account takes them in the order in which
 * triggers were given, so causes given one after the other are rated one after the other. Where a plan pays on what
 * the level below was given, that level is waited for first.
 */
export const reactTo = async (executor: Executor, trigger: Trigger): Reacting => {
  switch (trigger.kind) {
    case 'lead':
      return reactToLead(executor, trigger.lead);
    case 'inquiry':
      return reactToInquiry(executor, trigger.inquiry);
    case 'win': {
      const rated = await reactOnDeal(executor, trigger);
      return E.isLeft(rated) ? rated : inTurn([async () => rated, () => winLead(executor, trigger.deal)]);
    }
    case 'payment':
    case 'refund':
    case 'cancellation':
    case 'chargeback':
      return reactOnDeal(executor, trigger);
  }
};
