import { zero } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import type { Beneficiary } from '../document/planDocument.ts';
import type { CounterValue, Facts, RatingRefusal, RuleOutcome } from '../evaluate/rating.ts';
import {
  counterKey,
  counterNode,
  moveCounter,
  post,
  type Accrual,
  type Deal,
  type HistoryState,
  type RatedCause,
  type ToldCause,
} from './historyState.ts';
import { rateEveryone, type FactsFor } from './rateEveryone.ts';
import { creditedPart, dateNode, momentOf, type Told } from './toldCause.ts';

/** A rated cause, and how each rule came to what it gave. */
export type RatedNow = Readonly<{ cause: RatedCause; outcomes: readonly RuleOutcome[] }>;

/** Rates the cause for everyone. Counters go to `staged`: a step that is refused later on must not have moved them. */
export const rateCause = (
  state: HistoryState,
  told: ToldCause,
  staged: Map<string, CounterValue>,
): E.Either<RatingRefusal, RatedNow> => {
  const factsFor = factsOf(state, told, staged);
  const rated = rateEveryone(state.plan, state.beneficiaries[earnedOn(told)], factsFor);
  if (E.isLeft(rated)) return rated;
  const accruals: Accrual[] = [];
  const outcomes: RuleOutcome[] = [];
  for (const { beneficiary, rating } of rated.right) {
    for (const { counter, window, after } of rating.moves) staged.set(counterKey(beneficiary, counter, window), after);
    for (const outcome of rating.outcomes) {
      outcomes.push(outcome);
      accruals.push(...accrualsOf(beneficiary, outcome));
    }
  }
  const moved = rated.right.map(({ beneficiary, rating: { moves } }) => ({ beneficiary, moves }));
  return E.right({ cause: { told, accruals, moved }, outcomes });
};

/** The facts of a cause that was rated before, at the counters as they stand now. */
export const factsNow = (state: HistoryState, { told }: RatedCause, beneficiary: Beneficiary): Facts =>
  factsOf(state, told, new Map())(beneficiary, {});

const earnedOn = ({ payment }: ToldCause): Facts['earnedOn'] => (payment === undefined ? 'win' : 'payment');

/** One for each part that matures on its own. */
const accrualsOf = (beneficiary: Beneficiary, outcome: RuleOutcome): readonly Accrual[] => {
  if (outcome._tag !== 'earned') return [];
  const { rule } = outcome;
  const parts = outcome.parts.length === 0 ? [outcome] : outcome.parts;
  return parts.map(({ amount, maturesOn }) => ({
    beneficiary,
    rule,
    amount,
    maturesOn,
    reversed: zero(amount.currency),
  }));
};

/** Moves the counters, and puts everything that was earned into the accounts. */
export const book = (
  state: HistoryState,
  deal: Deal,
  { cause }: RatedNow,
  staged: ReadonlyMap<string, CounterValue>,
): void => {
  for (const [key, value] of staged) moveCounter(state, key, value);
  deal.causes.push(cause);
  for (const { beneficiary, amount, maturesOn } of cause.accruals) post(state, beneficiary, amount, maturesOn);
};

/** The facts of a cause, shared out once for all who are rated on a share. */
const factsOf = (state: HistoryState, told: ToldCause, staged: ReadonlyMap<string, CounterValue>): FactsFor => {
  const { deal, date, attributes, payment } = told;
  const isShared = deal.credit !== undefined && state.plan.document.sharing !== 'commission';
  const wholly = measuresOf(deal.told, payment?.told);
  const credited =
    deal.credit === undefined || !isShared
      ? wholly
      : measuresOf(creditedPart(deal.told, deal.credit), payment && creditedPart(payment.told, deal.credit));
  const occurredAt = momentOf(date);
  const dates = datesOf(told);
  return (beneficiary, commissions) => {
    const isOverlay = beneficiary.startsWith('overlay-');
    const { measures, amounts, quantities } = isOverlay ? wholly : credited;
    const facts: Facts = {
      earnedOn: earnedOn(told),
      beneficiary,
      occurredAt,
      date,
      deal: deal.id,
      measures,
      amounts,
      quantities,
      attributes,
      dates,
      parameters: state.parameters,
      commissions,
      counterBefore: (counter, window) => {
        const key = counterKey(beneficiary, counter, window);
        return counterNode(state, staged.get(key) ?? state.counters.get(key), counter);
      },
    };
    return deal.credit === undefined || isShared || isOverlay ? facts : { ...facts, credit: deal.credit };
  };
};

const datesOf = ({ deal: { wonOn, leadOn }, date, payment }: ToldCause): Facts['dates'] => {
  const win = dateNode(wonOn, 'won-on');
  const lead = leadOn && dateNode(leadOn, 'lead-on');
  if (payment === undefined) return lead === undefined ? { cause: win, win } : { cause: win, win, lead };
  const cause = dateNode(date, 'paid-on');
  const first = dateNode(payment.firstOn, 'first-paid-on');
  return lead === undefined ? { cause, win, 'first-payment': first } : { cause, win, lead, 'first-payment': first };
};

const measuresOf = (deal: Told, payment: Told | undefined): Pick<Facts, 'measures' | 'amounts' | 'quantities'> =>
  payment === undefined
    ? { measures: { deal: deal.amount }, amounts: { deal: deal.amounts }, quantities: { deal: deal.quantities } }
    : {
        measures: { deal: deal.amount, payment: payment.amount },
        amounts: { deal: deal.amounts, payment: payment.amounts },
        quantities: { deal: deal.quantities, payment: payment.quantities },
      };
