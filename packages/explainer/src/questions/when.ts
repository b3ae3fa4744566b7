import type { LocalDate } from '@commission-ledger/calendar';
import * as E from 'fp-ts/lib/Either.js';
import type { Reply, Subject } from '../document/reply.ts';
import type { Answer } from '../reading/sources.ts';
import type { Asking } from './asking.ts';
import { entryWithId } from './waiting/entryKinds.ts';
import { whenAccount } from './waiting/whenAccount.ts';
import { whenDeal, whenLead } from './waiting/whenDeal.ts';
import { whenEntry } from './waiting/whenEntry.ts';
import { whenPayout } from './waiting/whenPayout.ts';

/**
 * What somebody waits for: an account, a payout, an entry such as an accrual, a deal or a lead. `on` is the day that the
 * answer is for; without it, that of the last record in the history. Of a deal, `partner` asks for one partner's part.
 */
export type WhenQuestion = Readonly<{ subject: Subject; on?: LocalDate; partner?: string }>;

/** When something is paid, how the date follows, and what may still change it. */
export const when = async (asking: Asking, { subject, on, partner }: WhenQuestion): Answer<Reply> => {
  switch (subject.kind) {
    case 'account':
      return whenAccount(asking, subject.id, on);
    case 'payout':
      return whenPayout(asking, subject.id, on);
    case 'entry': {
      const entry = await entryWithId(asking, subject.id);
      return entry === undefined ? unknown(subject) : whenEntry(asking, entry, on);
    }
    case 'deal':
      return whenDeal(asking, subject.id, { subject, partner, on });
    case 'lead':
      return whenLead(asking, { subject, partner, on });
    case 'statement':
    case 'deferral':
      // Both are about an account, whose next payment is what is waited for.
      return whenAccount(asking, subject.id.split('/')[0] ?? '', on);
    case 'payment':
    case 'plan':
    case 'partner':
      return unknown(subject);
  }
};

const unknown = ({ id }: Subject): E.Either<Readonly<{ _tag: 'UnknownSubject'; subject: string }>, never> =>
  E.left({ _tag: 'UnknownSubject', subject: id });
