import type { EventData, RecordedEvent } from '@commission-ledger/events';
import { type Money, add, negate, zero } from '@commission-ledger/money';

/** What a partner has for one cause under a plan, and would have; after everything that is taken back or trued up. */
export type CauseDifference = Readonly<{
  program: string;
  partner: string;
  deal: string;
  /** `payment/P-1`, or `win/D-1`. */
  cause: string;
  before: Money;
  after: Money;
}>;

/** Adds up what accounts have and would have; each side takes the events of an account in their order. */
export type ComparisonByCause = Readonly<{
  before: (event: RecordedEvent) => void;
  after: (event: RecordedEvent) => void;
  /** Also of causes that make no difference. */
  differences: ReadonlyMap<string, CauseDifference>;
}>;

/** Begins with nothing. */
export const comparisonByCause = (plan: string): ComparisonByCause => {
  const differences = new Map<string, Writable<CauseDifference>>();

  const side = (which: 'before' | 'after') => {
    /** By the id of what may be taken back, what it was earned from. */
    const earned = new Map<string, Writable<CauseDifference>>();
    return (event: RecordedEvent): void => {
      if (event.type === 'AccrualReversed') {
        const difference = earned.get(event.data.accrual);
        if (difference !== undefined) difference[which] = add(difference[which], negate(event.data.amount));
        return;
      }
      if (event.type !== 'AccrualPosted' && event.type !== 'TrueUpPosted') return;
      if (event.data.rule.plan !== plan) return;
      const difference = differenceFor(event.data);
      difference[which] = add(difference[which], event.data.amount);
      earned.set(event.type === 'AccrualPosted' ? event.data.accrual : event.data.trueUp, difference);
    };
  };

  const differenceFor = ({
    program,
    partner,
    deal,
    cause: { kind, id },
    amount,
  }: Earned): Writable<CauseDifference> => {
    const key = `${program}/${partner}/${amount.currency}/${deal}/${kind}/${id}`;
    const known = differences.get(key);
    if (known !== undefined) return known;
    const nothing = zero(amount.currency);
    const fresh = { program, partner, deal, cause: `${kind}/${id}`, before: nothing, after: nothing };
    differences.set(key, fresh);
    return fresh;
  };

  return { before: side('before'), after: side('after'), differences };
};

type Earned = Pick<EventData<'AccrualPosted'>, 'program' | 'partner' | 'deal' | 'cause' | 'amount'>;

type Writable<Fields> = { -readonly [Name in keyof Fields]: Fields[Name] };
