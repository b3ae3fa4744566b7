import { type Instant, addDays, dateOf } from '@commission-ledger/calendar';
import { commandHashOf } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import type { CommandTools } from '../commandTools.ts';
import type { KeyedCommand, Recorded } from '../execution/keyedCommand.ts';
import { storeFailure } from '../execution/storeFailure.ts';
import type { LedgerFailure } from '../failure.ts';
import type { ProgramState } from '../program/programDecider.ts';
import { programOf } from '../program/programOf.ts';
import { type LeadCommand, type LeadState, isOpen } from './leadDecider.ts';
import { leadSubject } from './leadSubject.ts';

/** Who lets leads expire, and of which program they are: silent before `now`. */
export type Expiry = Readonly<{ program: string; now: Instant; actor: string; correlation: string | null }>;

/**
 * Lets every open lead expire about which nothing was heard for more than the days that the program sets: the last
 * thing that happened on it and so many local dates after it are over. One that is heard of meanwhile stays.
 * `repeated` when nothing was silent, or all of it had expired before.
 */
export const expireLeads = async (
  { executor, openLeads, follow }: Pick<CommandTools, 'executor' | 'openLeads' | 'follow'>,
  expiry: Expiry,
): Promise<E.Either<LedgerFailure, Recorded>> => {
  const program = await programOf(executor, expiry.program);
  if (E.isLeft(program)) return program;
  if (program.right.leadExpiry === undefined) return E.left({ _tag: 'LeadsDoNotExpire', program: expiry.program });
  const isSilent = isSilentIn(program.right, program.right.leadExpiry.days);
  const expired: Recorded[] = [];
  try {
    for await (const lead of openLeads(expiry.program)) {
      const loaded = await executor.load(leadSubject(lead));
      if (E.isLeft(loaded)) return loaded;
      const { state } = loaded.right;
      if (state?.program !== expiry.program || !isOpen(state.stage) || !isSilent(state, expiry.now)) continue;
      const outcome = await executor.execute(leadSubject(lead), expiryCommand(state, expiry));
      const followed = E.isLeft(outcome) ? outcome : await follow(outcome.right);
      if (E.isLeft(followed)) return followed;
      expired.push(followed.right);
    }
    return E.right({
      repeated: expired.every(({ repeated }) => repeated),
      events: expired.flatMap(({ events }) => events),
    });
  } catch (error) {
    return E.left(storeFailure(error));
  }
};

const isSilentIn =
  ({ timeZone }: NonNullable<ProgramState>, days: number) =>
  ({ heardAt }: NonNullable<LeadState>, now: Instant): boolean =>
    addDays(dateOf(heardAt, timeZone), days) < dateOf(now, timeZone);

/** Two who let the same silence expire do the same thing, whenever they look. */
const expiryCommand = (
  { lead, revision }: NonNullable<LeadState>,
  { now, actor, correlation }: Expiry,
): KeyedCommand<LeadCommand> => {
  const content = { type: 'LeadExpired', lead, silentSince: revision };
  return {
    command: { type: 'ExpireSilentLead', revision, fact: { type: 'LeadExpired', data: { lead, occurredAt: now } } },
    key: `lead/${lead}/expired/since/${revision}`,
    hash: commandHashOf(content),
    content,
    actor,
    correlation,
    causation: null,
  };
};
