import { type EventData, accountStream, dealStream, leadStream, type AccountRef } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import { accountDecider } from '../account/accountDecider.ts';
import { type AccountState, entryKey } from '../account/accountState.ts';
import { announcementFor } from '../announcement/announcementFor.ts';
import { dealDecider } from '../deal/dealDecider.ts';
import type { Executor } from '../execution/executor.ts';
import type { LedgerFailure } from '../failure.ts';
import { leadDecider } from '../lead/leadDecider.ts';
import type { PartnerState } from '../partner/partnerDecider.ts';
import { partnerOf } from '../partner/partnerOf.ts';
import { programOf } from '../program/programOf.ts';

type Opening = Pick<EventData<'InquiryOpened'>, 'program' | 'partner' | 'about'>;

type Answer<Value> = Promise<E.Either<LedgerFailure, Value>>;

/** Whether what an inquiry is about exists, and is that partner's: another's thing is as unknown as one that is not there. */
export const isKnownSubject = async (executor: Executor, opening: Opening): Answer<boolean> => {
  const { program, partner, about } = opening;
  const { kind, id } = about;
  switch (kind) {
    case 'lead': {
      const lead = await executor.load({ stream: leadStream(id), decider: leadDecider });
      if (E.isLeft(lead)) return lead;
      const { state } = lead.right;
      return E.right(state?.program === program && state.partner === partner);
    }
    case 'deal':
      return isOwnDeal(executor, opening);
    case 'plan': {
      const person = await partnerOf(executor, partner);
      return E.map(({ plans }: NonNullable<PartnerState>) =>
        plans.some((each) => each.program === program && each.value === id),
      )(person);
    }
    case 'announcement': {
      const announcement = await announcementFor(executor, { program, partner, announcement: id });
      return E.isLeft(announcement) ? announcement : E.right(announcement.right !== undefined);
    }
    case 'accrual':
    case 'reversal':
    case 'true-up':
    case 'adjustment':
      return inSomeAccount(executor, opening, ({ entries }) => entries.has(entryKey({ kind, id })));
    case 'payout':
      return inSomeAccount(executor, opening, ({ payouts }) => payouts.has(id));
    case 'statement':
      return E.right(MONTH.test(id));
    case 'program':
      return E.right(true);
  }
};

const MONTH = /^\d{4}-(?:0[1-9]|1[0-2])$/;

/** A deal is that of whoever is or was credited with it, and of whoever it earned something. */
const isOwnDeal = async (executor: Executor, opening: Opening): Answer<boolean> => {
  const { program, partner, about } = opening;
  const loaded = await executor.load({ stream: dealStream(about.id), decider: dealDecider });
  if (E.isLeft(loaded)) return loaded;
  const { won, amendments } = loaded.right.state;
  if (won?.data.program !== program) return E.right(false);
  const credited = [won, ...amendments].flatMap(({ data }) => [...(data.attribution ?? []), ...(data.overlays ?? [])]);
  if (credited.some((each) => each.partner === partner)) return E.right(true);
  return inSomeAccount(executor, opening, ({ accruals }) =>
    [...accruals.values()].some(({ posted }) => posted.deal === about.id),
  );
};

const inSomeAccount = async (
  executor: Executor,
  opening: Opening,
  has: (account: AccountState) => boolean,
): Answer<boolean> => {
  const found = await accountWith(executor, opening, has);
  return E.isLeft(found) ? found : E.right(found.right !== undefined);
};

/** The first account of the partner in the program of which this is true; `undefined` when it is of none. */
export const accountWith = async (
  executor: Executor,
  { program, partner }: Pick<Opening, 'program' | 'partner'>,
  has: (account: AccountState) => boolean,
): Answer<AccountRef | undefined> => {
  const settings = await programOf(executor, program);
  if (E.isLeft(settings)) return settings;
  for (const currency of settings.right.currencies) {
    const account = { program, partner, currency };
    const loaded = await executor.load({ stream: accountStream(account), decider: accountDecider });
    if (E.isLeft(loaded)) return loaded;
    if (has(loaded.right.state)) return E.right(account);
  }
  return E.right(undefined);
};
