import type { LocalDate } from '@commission-ledger/calendar';
import type { Reply, Subject } from '../document/reply.ts';
import type { Answer } from '../reading/sources.ts';
import type { Asking } from './asking.ts';
import { whyAccount } from './whyAccount.ts';
import { whyDeal } from './whyDeal.ts';
import { whyDeferral } from './whyDeferral.ts';
import { whyLead } from './whyLead.ts';
import { whyStatement } from './whyStatement.ts';

/**
 * What is no amount of one entry or payout, and still has a reason. `on`, a local date, is the day that the answer is
 * for, such as whether something is payable yet; without it, that of the last record in the history.
 */
export type WhySubject = Subject &
  Readonly<{
    kind: 'account' | 'statement' | 'deferral' | 'lead' | 'deal';
    on?: LocalDate;
    /** Of a deal, whose commission: without it, that of everybody who earned on it. */
    partner?: string;
  }>;

/** Why something stands as it does. */
export const whyOf = (asking: Asking, subject: WhySubject): Answer<Reply> => {
  switch (subject.kind) {
    case 'account':
      return whyAccount(asking, subject);
    case 'statement':
      return whyStatement(asking, subject);
    case 'deferral':
      return whyDeferral(asking, subject);
    case 'lead':
      return whyLead(asking, subject);
    case 'deal':
      return whyDeal(asking, subject);
  }
};
