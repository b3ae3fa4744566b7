import type {
  AmountTerm,
  Beneficiary,
  Counter,
  MeasureDefinition,
  PointTerm,
  RateTerm,
} from '../../src/document/planDocument.ts';
import { booked, decimals, isMoney, Refused, standing, wholeOf, type Book, type Cause, type Move } from './book.ts';
import { daysBetween, periodOf, plusDays, wholeMonths } from './day.ts';
import { exactly, minus, notBelowZero, one, over, plus, sumOf, times, zero, type Rational } from './rational.ts';
import { shareAt } from './shareOut.ts';

/** One beneficiary's claim on one cause, while it is being worked out. */
export type Claim = Readonly<{
  book: Book;
  cause: Cause;
  beneficiary: Beneficiary;
  /** What rules gave for this cause: to this beneficiary so far, and to the one a level below. */
  given: Map<string, Rational>;
  /** How counters have moved for this cause so far. */
  moves: Move[];
}>;

/** Whether somebody is credited beside the shares. */
const isOverlay = (beneficiary: Beneficiary): boolean => beneficiary.startsWith('overlay-');

/** The weights of the partner and of everybody else, where a deal is credited to several. */
export const creditOf = ({ cause, beneficiary }: Claim): readonly Rational[] | undefined => {
  if (cause.deal.share === undefined || isOverlay(beneficiary)) return undefined;
  const share = exactly(cause.deal.share);
  return [share, minus(one, share)];
};

/** An amount of the cause as this beneficiary sees it: their part, where the base is shared. */
const credited = (claim: Claim, amount: Rational): Rational => {
  const weights = creditOf(claim);
  const { book } = claim;
  return weights === undefined || book.plan.sharing === 'commission'
    ? amount
    : shareAt(amount, weights, 1, decimals(book));
};

/** A number of the cause as this beneficiary sees it: exact, so that the parts of seats add up to the seats. */
const shared = (claim: Claim, quantity: Rational): Rational => {
  const [own] = creditOf(claim) ?? [];
  return own === undefined || claim.book.plan.sharing === 'commission' ? quantity : times(own, quantity);
};

/** What a measure comes to for this cause. */
export const measured = (claim: Claim, measure: string): Rational => {
  const { cause } = claim;
  if (measure === 'count') return one;
  if (measure === 'payment') {
    if (cause.payment === undefined) throw new Refused('MissingMeasure', measure);
    return credited(claim, cause.payment.amount);
  }
  if (measure === 'deal') return credited(claim, cause.deal.amount);
  const definition = claim.book.plan.measures?.[measure];
  if (definition === undefined) throw new Error(`The plan defines no measure ${measure}.`);
  return defined(claim, definition);
};

const defined = (claim: Claim, definition: MeasureDefinition): Rational => {
  const { cause } = claim;
  if ('amount' in definition) {
    const said = wholeOf(cause, definition.of)?.amounts[definition.amount] ?? definition.ifMissing;
    if (said === undefined) throw new Refused('MissingMeasure', definition.amount);
    return credited(claim, exactly(said));
  }
  if ('quantity' in definition) {
    const said = wholeOf(cause, definition.of)?.quantities[definition.quantity] ?? definition.ifMissing;
    if (said === undefined) throw new Refused('MissingMeasure', definition.quantity);
    return shared(claim, exactly(said));
  }
  if ('elapsed' in definition) {
    const from = sinceOf(claim, definition.since);
    const elapsed = definition.elapsed === 'months' ? wholeMonths(from, cause.date) : daysBetween(from, cause.date);
    return over(BigInt(Math.max(0, elapsed)), 1n);
  }
  if ('commission' in definition) return sumOf(definition.commission.map((rule) => claim.given.get(rule) ?? zero));
  const added = sumOf(definition.sum.map((each) => measured(claim, each)));
  const less = sumOf((definition.less ?? []).map((each) => measured(claim, each)));
  const net = minus(added, less);
  const part = definition.share === undefined ? net : times(exactly(definition.share), net);
  const whole =
    definition.share !== undefined && definition.sum.some((each) => isMoney(claim.book, each))
      ? booked(claim.book, part)
      : part;
  return definition.notBelowZero ? notBelowZero(whole) : whole;
};

const sinceOf = ({ book, cause }: Claim, since: 'lead' | 'win' | 'first-payment'): string => {
  switch (since) {
    case 'lead':
      return cause.deal.leadOn;
    case 'win':
      return cause.deal.wonOn;
    case 'first-payment':
      return book.payments.find(({ deal }) => deal.id === cause.deal.id)?.date ?? cause.date;
  }
};

/** What an attribute of the deal says. */
export const attributeOf = ({ book, cause }: Claim, attribute: string): string => {
  const said =
    cause.payment?.attributes[attribute] ??
    cause.deal.attributes[attribute] ??
    book.plan.attributes[attribute]?.ifMissing;
  if (said === undefined) throw new Refused('MissingAttribute', attribute);
  return said;
};

/** A number the plan names: what the enrolment sets, else what the plan says. */
const parameterOf = ({ plan, parameters }: Book, name: string): Rational => {
  const set = parameters[name];
  if (set !== undefined) return exactly(set);
  const said = plan.parameters?.[name];
  if (said === undefined) throw new Error(`The plan has no parameter ${name}.`);
  return exactly('amount' in said ? said.amount : said.rate);
};

/** An amount or a rate, as written or as the parameter says. */
export const termOf = (book: Book, term: AmountTerm | RateTerm): Rational =>
  typeof term !== 'string' && 'parameter' in term ? parameterOf(book, term.parameter) : exactly(term);

/** A place along a running total; a share of a parameter is exact. */
export const pointOf = (book: Book, point: PointTerm): Rational =>
  typeof point !== 'string' && 'share' in point
    ? times(exactly(point.share), parameterOf(book, point.of))
    : termOf(book, point);

/** The counter that has this id. */
export const counterOf = ({ plan }: Book, id: string): Counter => {
  const counter = plan.counters.find((each) => each.id === id);
  if (counter === undefined) throw new Error(`The plan has no counter ${id}.`);
  return counter;
};

/** Commission is counted as it is given; everything else is measured on the cause. */
const countsCommission = ({ measure }: Counter): boolean => typeof measure !== 'string';

/** The page of a counter for a cause that comes on a date. */
export const pageOf = (claim: Claim, { window, per }: Counter, date = claim.cause.date): string => {
  const period = periodOf(date, window);
  if (per === undefined) return period;
  return `${period}/${per === 'deal' ? claim.cause.deal.id : attributeOf(claim, per.attribute)}`;
};

/** Before the cause; commission of the same cause that was given by earlier rules is in it. */
export const before = (claim: Claim, id: string): Rational => {
  const counter = counterOf(claim.book, id);
  const past = standing(claim.book.moves, id, pageOf(claim, counter));
  return countsCommission(counter) ? plus(past, standing(claim.moves, id, pageOf(claim, counter))) : past;
};

/** With the cause. */
export const after = (claim: Claim, id: string): Rational => {
  const page = pageOf(claim, counterOf(claim.book, id));
  return plus(standing(claim.book.moves, id, page), standing(claim.moves, id, page));
};

/** The day before the period of a date began. */
const dayBeforePeriod = (date: string, { window }: Counter): string => {
  let day = date;
  while (periodOf(day, window) === periodOf(date, window)) day = plusDays(day, -1);
  return day;
};

/** At the end of the window before this one. */
export const previous = (claim: Claim, id: string): Rational => {
  const counter = counterOf(claim.book, id);
  if (counter.window === 'ever') return zero;
  return standing(claim.book.moves, id, pageOf(claim, counter, dayBeforePeriod(claim.cause.date, counter)));
};

/** At the end of each window before this one in the same year. */
export const earlier = (claim: Claim, id: string): readonly Rational[] => {
  const counter = counterOf(claim.book, id);
  const { date } = claim.cause;
  if (counter.window === 'ever' || counter.window === 'year') return [];
  const year = periodOf(date, counter.window).slice(0, 4);
  const windows: Rational[] = [];
  let day = dayBeforePeriod(date, counter);
  while (periodOf(day, counter.window).startsWith(year)) {
    windows.push(standing(claim.book.moves, id, pageOf(claim, counter, day)));
    day = dayBeforePeriod(day, counter);
  }
  return windows;
};
