import { accountStream, type AccountRef, type RecordedEvent } from '@commission-ledger/events';
import { publishedPlanOf } from '@commission-ledger/ledger';

/** Gathers the accounts that a plan advances money to: they are paid although nothing may ever have happened in them. */
export type DrawAccounts = Readonly<{
  /** Takes in a published plan or an enrolment. */
  note: (event: RecordedEvent) => void;
  /** They, by their streams. */
  told: () => ReadonlyMap<string, AccountRef>;
}>;

/** Begins with none. */
export const drawAccounts = (): DrawAccounts => {
  const enrolled = new Map<string, Omit<AccountRef, 'currency'>[]>();
  const currencies = new Map<string, Set<string>>();
  return {
    note: (event) => {
      if (event.type === 'PartnerEnrolled') {
        const { plan, program, partner } = event.data;
        enrolled.set(plan, [...(enrolled.get(plan) ?? []), { program, partner }]);
      }
      if (event.type !== 'PlanPublished') return;
      const { plan, payout, currency } = publishedPlanOf(event).document;
      if (payout.draw !== undefined) currencies.set(plan, (currencies.get(plan) ?? new Set()).add(currency));
    },
    told: () => {
      const accounts = [...currencies].flatMap(([plan, codes]) =>
        (enrolled.get(plan) ?? []).flatMap((who) => [...codes].map((currency) => ({ ...who, currency }))),
      );
      return new Map(accounts.map((account) => [accountStream(account), account]));
    },
  };
};
