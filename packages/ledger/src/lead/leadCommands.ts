import { InstantCodec } from '@commission-ledger/calendar';
import { Id } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import type { CommandTools, Fact, Result } from '../commandTools.ts';
import type { CommandMeta } from '../execution/offeredFact.ts';
import { readInput } from '../execution/readInput.ts';
import { expireLeads } from './expireLeads.ts';

/** Leads, from their submission to their end. */
export type LeadCommands = Readonly<{
  /** Records the lead and, right after, its claim to its customer, if it names one. */
  submitLead: Fact<'LeadSubmitted'>;
  acceptLead: Fact<'LeadAccepted'>;
  /** Like all that ends a lead: its customer, if it has one, is anybody's again. */
  rejectLead: Fact<'LeadRejected'>;
  markLeadDuplicate: Fact<'LeadMarkedDuplicate'>;
  advanceLead: Fact<'LeadAdvanced'>;
  loseLead: Fact<'LeadLost'>;
  expireLead: Fact<'LeadExpired'>;
  /** The lead claims its customer anew. */
  reopenLead: Fact<'LeadReopened'>;
  /**
   * Lets every open lead of the program expire about which nothing was heard for more days than it says. Send it as
   * often as you like; if it fails halfway, sending it again goes on.
   */
  expireLeads: (input: ExpireLeads, meta?: Omit<CommandMeta, 'key' | 'causation'>) => Result;
}>;

/** Silent as seen from `now`, by default the time of the ledger's clock. */
export type ExpireLeads = Readonly<{ program: string; now?: string }>;

const Input = t.intersection([t.type({ program: Id }), t.partial({ now: InstantCodec })]);

/** Makes these commands. */
export const leadCommands = (tools: CommandTools): LeadCommands => {
  const { fact, cause } = tools;
  return {
    submitLead: cause('LeadSubmitted'),
    acceptLead: fact('LeadAccepted'),
    rejectLead: cause('LeadRejected'),
    markLeadDuplicate: cause('LeadMarkedDuplicate'),
    advanceLead: fact('LeadAdvanced'),
    loseLead: cause('LeadLost'),
    expireLead: cause('LeadExpired'),
    reopenLead: cause('LeadReopened'),
    expireLeads: (input, meta = {}) => expire(tools, input, meta),
  };
};

const expire = async (tools: CommandTools, input: ExpireLeads, meta: CommandMeta): Result => {
  const { executor, openLeads, actor, follow } = tools;
  const read = readInput('ExpireLeads', Input, input, meta);
  if (E.isLeft(read)) return read;
  const { program, now = tools.now() } = read.right;
  if (now > tools.now()) return E.left({ _tag: 'InTheFuture', occurredAt: now, now: tools.now() });
  const by = { actor: meta.actor ?? actor, correlation: meta.correlation ?? null };
  return expireLeads({ executor, openLeads, follow }, { program, now, ...by });
};
