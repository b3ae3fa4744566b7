import { leadStream } from '@commission-ledger/events';
import type { Subject } from '../execution/keyedCommand.ts';
import type { Refusal } from '../refusal.ts';
import { type LeadCommand, type LeadState, leadDecider } from './leadDecider.ts';

/** A lead as the subject of commands. */
export const leadSubject = (lead: string): Subject<LeadCommand, LeadState, Refusal> => ({
  stream: leadStream(lead),
  decider: leadDecider,
});
