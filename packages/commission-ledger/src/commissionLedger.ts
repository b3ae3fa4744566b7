import type { Ledger } from '@commission-ledger/ledger';
import type * as E from 'fp-ts/lib/Either.js';
import type { Answer } from './questions/ask.ts';
import type { Explanations } from './questions/explanations.ts';
import type { LeadQuestions } from './questions/leadQuestions.ts';
import type { MoneyQuestions } from './questions/moneyQuestions.ts';
import type { PartnerQuestions } from './questions/partnerQuestions.ts';

/**
 * A payout run asks the read models which accounts there are, so it can fail as they can. Before money is set aside,
 * accruals that a crash left out are made up.
 */
type RunCommands = {
  readonly [Command in 'previewPayouts' | 'preparePayouts' | 'issuePayouts' | 'closePeriod' | 'expireLeads']: (
    ...args: Parameters<Ledger[Command]>
  ) => Answer<RightOf<Awaited<ReturnType<Ledger[Command]>>>>;
};

type RightOf<Outcome> = Outcome extends E.Right<infer Value> ? Value : never;

/** The commands of the ledger, and the questions people ask. Every answer contains all that was recorded before it. */
export type CommissionLedger = Omit<Ledger, keyof RunCommands> &
  RunCommands &
  MoneyQuestions &
  LeadQuestions &
  PartnerQuestions &
  Explanations &
  Readonly<{
    /** Brings the read models up to the end of the history. Every answer does so by itself. */
    catchUp: () => Answer<void>;
  }>;
