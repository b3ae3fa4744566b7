import type { ExampleStep, PlanDocument, SmallHistory } from '../../src/document/planDocument.ts';
import { copyOf, decimals, emptyBook, Refused, type Book, type Deal } from './book.ts';
import { compare, exactly, plus, written, zero, type Rational } from './rational.ts';
import { payOut } from './payOut.ts';
import { rateCause } from './rateCause.ts';
import { cancel, refund } from './takeBack.ts';

/** What a step gave, as plain strings: commission by rule (nothing is not listed), a payout, or why it cannot be. */
export type NaiveStep =
  | Readonly<{ amounts: Readonly<Record<string, string>> }>
  | Readonly<{ payout: Readonly<Record<string, string>> }>
  | Readonly<{ refused: string }>;

/** Plays a small history under a plan. A step that is refused changes nothing. */
export const playNaively = (
  plan: PlanDocument,
  { parameters = {}, steps }: Pick<SmallHistory, 'parameters' | 'steps'>,
): readonly NaiveStep[] => {
  let book = emptyBook(plan, parameters);
  return steps.map((step) => {
    const next = copyOf(book);
    const result = playStep(next, step);
    if (!('refused' in result)) book = next;
    return result;
  });
};

const playStep = (book: Book, step: ExampleStep): NaiveStep => {
  const before = book.lines.length;
  try {
    if ('payout' in step) return { payout: paidOut(book, step.date, step.payout.status ?? 'none') };
    happen(book, step);
  } catch (error) {
    if (error instanceof Refused) return { refused: error.tag };
    throw error;
  }
  const amounts = new Map<string, Rational>();
  for (const { rule, amount } of book.lines.slice(before)) amounts.set(rule, plus(amounts.get(rule) ?? zero, amount));
  const earned = [...amounts].filter(([, amount]) => compare(amount, zero) !== 0);
  return { amounts: Object.fromEntries(earned.map(([rule, amount]) => [rule, written(amount, decimals(book))])) };
};

const happen = (book: Book, step: Exclude<ExampleStep, { payout: unknown }>): void => {
  const { date } = step;
  if ('refund' in step) return refund(book, step.refund.payment, exactly(step.refund.amount), date);
  if ('cancel' in step) return cancel(book, step.cancel.deal, date);
  if ('win' in step) {
    if (book.deals.some((deal) => deal.id === step.win.deal)) throw new Refused('DealAlreadyWon', step.win.deal);
    const { deal: id, amount, amounts = {}, quantities = {}, attributes = {}, leadOn = date, share } = step.win;
    const shared = share === undefined ? {} : { share };
    return win(book, {
      id,
      amount: exactly(amount),
      amounts,
      quantities,
      attributes,
      leadOn,
      wonOn: date,
      ...shared,
    });
  }
  const { payment: id, deal: dealId, amount: paid, amounts = {}, quantities = {}, attributes = {} } = step.payment;
  if (book.payments.some((payment) => payment.id === id)) throw new Refused('PaymentAlreadyReceived', id);
  const amount = exactly(paid);
  const isWon = book.deals.some((deal) => deal.id === dealId);
  if (!isWon) win(book, { id: dealId, amount, amounts: {}, quantities: {}, attributes, leadOn: date, wonOn: date });
  const deal = book.deals.find((each) => each.id === dealId);
  if (deal === undefined) throw new Error('The deal has just been won.');
  const payment = { id, deal, amount, amounts, quantities, attributes, date };
  rateCause(book, { id, on: 'payment', deal, payment, date });
  book.payments.push(payment);
};

const win = (book: Book, deal: Deal): void => {
  book.deals.push(deal);
  rateCause(book, { id: `win of ${deal.id}`, on: 'win', deal, date: deal.wonOn });
};

const paidOut = (book: Book, date: string, status: string): Readonly<Record<string, string>> => {
  const { deferred, ...amounts } = payOut(book, date, status);
  const texts = Object.entries(amounts).map(([name, amount]) => [name, written(amount, decimals(book))] as const);
  return { ...Object.fromEntries(texts), ...(deferred === undefined ? {} : { deferred }) };
};
