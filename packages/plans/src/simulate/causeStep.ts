import type { LocalDate } from '@commission-ledger/calendar';
import { exactOf, zero, type Exact } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import type { ExampleDeal, ExamplePayment } from '../document/planDocument.ts';
import type { CounterValue, RuleOutcome } from '../evaluate/rating.ts';
import { amountsByRule } from './amountsByRule.ts';
import type { Deal, HistoryState, ToldCause } from './historyState.ts';
import type { HistoryRefusal, StepCommission } from './historyStep.ts';
import { book, rateCause } from './rateCause.ts';
import { attributeNodes, creditOf, readDate, readShare, readTold } from './toldCause.ts';

type Step = E.Either<HistoryRefusal, StepCommission>;

/** A deal is won: whoever earns on wins earns. */
export const winStep = (state: HistoryState, date: LocalDate, written: ExampleDeal): Step => {
  const deal = readDeal(state, date, written);
  if (E.isLeft(deal)) return deal;
  const staged = new Map<string, CounterValue>();
  const rated = rateCause(state, winOf(deal.right), staged);
  if (E.isLeft(rated)) return rated;
  state.deals.set(deal.right.id, deal.right);
  book(state, deal.right, rated.right, staged);
  return E.right(commissionOf(rated.right.outcomes));
};

/** The customer pays. A deal that was not won before is won with it, for the amount of the payment. */
export const paymentStep = (state: HistoryState, date: LocalDate, written: ExamplePayment): Step => {
  const { payment: id, attributes, amount } = written;
  if (state.payments.has(id)) return E.left({ _tag: 'PaymentAlreadyReceived', payment: id });
  const told = readTold('payment', written, state.plan.currency);
  if (E.isLeft(told)) return told;
  const paid = told.right.amount.value;
  if (paid._tag !== 'money') throw new TypeError('A payment is money.');
  const known = state.deals.get(written.deal);
  const deal =
    known === undefined
      ? readDeal(state, date, { deal: written.deal, amount, ...(attributes && { attributes }) })
      : E.right(known);
  if (E.isLeft(deal)) return deal;
  const staged = new Map<string, CounterValue>();
  const won = known === undefined ? rateCause(state, winOf(deal.right), staged) : E.right(undefined);
  if (E.isLeft(won)) return won;
  const cause: ToldCause = {
    deal: deal.right,
    date,
    attributes:
      attributes === undefined ? deal.right.attributes : { ...deal.right.attributes, ...attributeNodes(attributes) },
    payment: { told: told.right, firstOn: deal.right.firstPaidOn ?? date },
  };
  const rated = rateCause(state, cause, staged);
  if (E.isLeft(rated)) return rated;
  state.deals.set(deal.right.id, deal.right);
  deal.right.firstPaidOn ??= date;
  if (won.right !== undefined) book(state, deal.right, won.right, staged);
  book(state, deal.right, rated.right, staged);
  state.payments.set(id, { cause: rated.right.cause, paid: paid.money, refunded: zero(state.plan.currency) });
  return E.right(commissionOf([...(won.right?.outcomes ?? []), ...rated.right.outcomes]));
};

const winOf = (deal: Deal): ToldCause => ({ deal, date: deal.wonOn, attributes: deal.attributes, payment: undefined });

const readDeal = (
  { deals, plan }: HistoryState,
  wonOn: LocalDate,
  written: ExampleDeal,
): E.Either<HistoryRefusal, Deal> => {
  if (deals.has(written.deal)) return E.left({ _tag: 'DealAlreadyWon', deal: written.deal });
  const told = readTold('deal', written, plan.currency);
  if (E.isLeft(told)) return told;
  const share: E.Either<HistoryRefusal, Exact> = written.share === undefined ? E.right(all) : readShare(written.share);
  if (E.isLeft(share)) return share;
  const leadOn = written.leadOn === undefined ? E.right(undefined) : readDate(written.leadOn, 'deal/leadOn');
  if (E.isLeft(leadOn)) return leadOn;
  return E.right({
    id: written.deal,
    told: told.right,
    credit: creditOf(share.right),
    attributes: attributeNodes(written.attributes ?? {}),
    leadOn: leadOn.right,
    wonOn,
    firstPaidOn: undefined,
    cancelled: false,
    causes: [],
  });
};

const all = exactOf(1n);

const commissionOf = (outcomes: readonly RuleOutcome[]): StepCommission => ({
  _tag: 'commission',
  amounts: amountsByRule(outcomes.flatMap((outcome) => (outcome._tag === 'earned' ? [outcome] : []))),
  outcomes,
  takenBack: [],
});
