import { fact, type Node } from '@commission-ledger/calculation';
import type { LocalDate } from '@commission-ledger/calendar';
import { add, exactOf, isZero, zero, type Money } from '@commission-ledger/money';
import type { Beneficiary, Rule } from '../document/planDocument.ts';
import { prepared, type Plan } from '../evaluate/plan.ts';
import type { CounterMove, CounterValue, Facts } from '../evaluate/rating.ts';
import { beneficiariesOf } from './rateEveryone.ts';
import type { Credit, Told } from './toldCause.ts';

/** Everything a history has come to. It belongs to one `openHistory`, which changes it in place. */
export type HistoryState = Readonly<{
  plan: Plan;
  rules: ReadonlyMap<string, Rule>;
  /** Who is concerned by which kind of cause. */
  beneficiaries: Readonly<Record<Facts['earnedOn'], readonly Beneficiary[]>>;
  parameters: Facts['parameters'];
  counters: Map<string, CounterValue>;
  accounts: Map<Beneficiary, Account>;
  deals: Map<string, Deal>;
  payments: Map<string, Payment>;
  /** How to take back what the present step has changed so far, the first change first. */
  undo: (() => void)[];
}>;

/** A deal that was won. */
export type Deal = {
  readonly id: string;
  readonly told: Told;
  readonly credit: Credit | undefined;
  readonly attributes: Readonly<Record<string, Node>>;
  readonly leadOn: LocalDate | undefined;
  readonly wonOn: LocalDate;
  firstPaidOn: LocalDate | undefined;
  cancelled: boolean;
  readonly causes: RatedCause[];
};

/** A payment, and what of it has been refunded. */
export type Payment = { readonly cause: RatedCause; readonly paid: Money; refunded: Money };

/** A win, or a payment with the date of the first payment on its deal. */
export type ToldCause = Readonly<{
  deal: Deal;
  date: LocalDate;
  attributes: Readonly<Record<string, Node>>;
  payment: Readonly<{ told: Told; firstOn: LocalDate }> | undefined;
}>;

/** A cause that was rated: what it gave and moved, for each beneficiary concerned. */
export type RatedCause = Readonly<{
  told: ToldCause;
  accruals: readonly Accrual[];
  moved: readonly Readonly<{ beneficiary: Beneficiary; moves: readonly CounterMove[] }>[];
}>;

/** Commission that was booked, and what of it has been taken back. */
export type Accrual = {
  readonly beneficiary: Beneficiary;
  readonly rule: string;
  readonly amount: Money;
  readonly maturesOn: LocalDate;
  reversed: Money;
};

/** What one beneficiary has: open entries, added up by the date on which they mature, and debt of draws. */
export type Account = { readonly open: Map<LocalDate, Open>; debt: Money };

/** Entries that mature on the same day. */
export type Open = Readonly<{ amount: Money; lines: number }>;

/** Nothing has happened yet. */
export const emptyHistory = (plan: Plan, parameters: Facts['parameters']): HistoryState => ({
  plan,
  rules: new Map(plan.document.rules.map((rule) => [rule.id, rule])),
  beneficiaries: { win: beneficiariesOf(plan, 'win'), payment: beneficiariesOf(plan, 'payment') },
  parameters,
  counters: new Map(),
  accounts: new Map(),
  deals: new Map(),
  payments: new Map(),
  undo: [],
});

/** Where a counter is kept. */
export const counterKey = (beneficiary: Beneficiary, counter: string, window: string): string =>
  `${beneficiary}\n${counter}\n${window}`;

/** A counter as a leaf: what it stands at, or nothing of its kind. */
export const counterNode = ({ plan }: HistoryState, known: CounterValue | undefined, counter: string): Node =>
  fact(known ?? nothingOf(plan, counter), [], 'counter-before');

/** Zero of what the counter adds up: money in the plan's currency, or a number. */
export const nothingOf = (plan: Plan, counter: string): CounterValue =>
  plan[prepared].counters.get(counter)?.kind === 'quantity' ? noNumber : booked0(plan);

const noNumber: CounterValue = { _tag: 'ratio', ratio: exactOf(0n) };

const booked0 = ({ currency }: Plan): CounterValue => ({ _tag: 'money', money: zero(currency) });

/** The account of a beneficiary, which everyone has. */
export const accountOf = ({ accounts, plan }: HistoryState, beneficiary: Beneficiary): Account => {
  const known = accounts.get(beneficiary);
  if (known !== undefined) return known;
  const opened: Account = { open: new Map(), debt: zero(plan.currency) };
  accounts.set(beneficiary, opened);
  return opened;
};

/** Puts an entry into the account of a beneficiary. */
export const post = (state: HistoryState, beneficiary: Beneficiary, amount: Money, maturesOn: LocalDate): void => {
  if (isZero(amount)) return;
  const { open } = accountOf(state, beneficiary);
  const known = open.get(maturesOn);
  const now = known ? { amount: add(known.amount, amount), lines: known.lines + 1 } : { amount, lines: 1 };
  put(state, open, maturesOn, now);
};

/** Moves a counter. */
export const moveCounter = (state: HistoryState, key: string, value: CounterValue): void =>
  put(state, state.counters, key, value);

const put = <K, V>({ undo }: HistoryState, map: Map<K, V>, key: K, value: V): void => {
  const before = map.get(key);
  undo.push(() => (before === undefined ? map.delete(key) : map.set(key, before)));
  map.set(key, value);
};
