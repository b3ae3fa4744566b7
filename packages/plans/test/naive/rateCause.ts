import type { Beneficiary, Counter, Hold, PlanDocument, Rule } from '../../src/document/planDocument.ts';
import { needAll } from './needAll.ts';
import { booked, decimals, type Book, type Cause, type Line } from './book.ts';
import { creditOf, measured, pageOf, type Claim } from './claim.ts';
import { lastOfMonth, plusDays, plusMonths } from './day.ts';
import { holds } from './holds.ts';
import { payFor } from './payFor.ts';
import { compare, exactly, times, zero, type Rational } from './rational.ts';
import { shareAt, sharedOut } from './shareOut.ts';

/** Everything one cause earns, to everybody: the partner, the roles beside, then level after level above. */
export const rateCause = (book: Book, cause: Cause): void => {
  const written: Pick<Claim, 'given' | 'moves'> & { lines: Line[] } = { given: new Map(), moves: [], lines: [] };
  let below = new Map<string, Rational>();
  for (const beneficiary of beneficiariesOf(book.plan)) {
    const isBeside = beneficiary === 'referrer' || beneficiary.startsWith('overlay-');
    const claim: Claim = { book, cause, beneficiary, given: new Map(isBeside ? [] : below), moves: [] };
    written.lines.push(...rated(claim));
    written.moves.push(...claim.moves);
    if (!beneficiary.startsWith('overlay-')) below = claim.given;
  }
  book.moves.push(...written.moves);
  book.lines.push(...written.lines);
};

/** Who can earn: everyone from the partner up, so that a level without rules passes nothing on. */
const beneficiariesOf = ({ rules, counters }: PlanDocument): readonly Beneficiary[] => {
  const named = new Set([...rules.map((rule) => rule.beneficiary), ...counters.flatMap(({ of }) => of ?? [])]);
  const overlays = [...named].filter((each) => each.startsWith('overlay-'));
  const levels: readonly Beneficiary[] = ['upline', ...[2, 3, 4, 5, 6, 7, 8, 9].map((n) => `upline-${n}` as const)];
  return ['referrer', ...overlays, ...levels];
};

const rated = (claim: Claim): readonly Line[] => {
  const { book, cause, beneficiary } = claim;
  const { plan } = book;
  const own = plan.counters.filter(({ of }) => (of ?? 'referrer') === beneficiary);
  needAll(
    claim,
    plan.rules.filter((rule) => rule.beneficiary === beneficiary && rule.earnedOn === cause.on),
    own.filter((counter) => typeof counter.measure === 'string' && movedBy(plan, counter) === cause.on),
  );
  for (const counter of own) {
    if (typeof counter.measure !== 'string' || movedBy(plan, counter) !== cause.on) continue;
    if (counter.where !== undefined && !holds(claim, counter.where)) continue;
    const by = measured(claim, counter.measure);
    claim.moves.push({ counter: counter.id, page: pageOf(claim, counter), by, cause: cause.id });
  }
  return plan.rules
    .filter((rule) => rule.beneficiary === beneficiary && rule.earnedOn === cause.on)
    .flatMap((rule) => {
      if (rule.when !== undefined && !holds(claim, rule.when)) return [];
      const amount = ownPart(claim, rule, booked(book, payFor(claim, rule.pay)));
      if (compare(amount, zero) === 0) return [];
      claim.given.set(rule.id, amount);
      for (const counter of own.filter(({ measure }) => countsEarned(measure, rule.id))) {
        claim.moves.push({ counter: counter.id, page: pageOf(claim, counter), by: amount, cause: cause.id });
      }
      return partsOf(claim, rule, amount);
    });
};

/** What is left for this beneficiary of what the rule pays: the place in a split, and the credit for the deal. */
const ownPart = (claim: Claim, { split, pay }: Rule, amount: Rational): Rational => {
  const { book } = claim;
  const shares = split?.shares.map(exactly) ?? [];
  const part =
    split === undefined
      ? amount
      : split.overlay
        ? booked(book, times(shares[split.place - 1] ?? zero, amount))
        : shareAt(amount, shares, split.place, decimals(book));
  const isPartAlready = readsCommission(book.plan, measuresPaidOn(pay));
  const credit = book.plan.sharing === 'commission' && !isPartAlready ? creditOf(claim) : undefined;
  return credit === undefined ? part : shareAt(part, credit, 1, decimals(book));
};

/** Names in the places that tell what is paid on. */
const measuresPaidOn = (json: unknown): readonly string[] => {
  if (typeof json !== 'object' || json === null) return [];
  return Object.entries(json).flatMap(([field, value]: readonly [string, unknown]) =>
    field === 'of' && typeof value === 'string' ? [value] : measuresPaidOn(value),
  );
};

/** Commission of another rule is a part of the whole already. */
const readsCommission = ({ measures = {} }: Pick<PlanDocument, 'measures'>, names: readonly string[]): boolean =>
  names.some((name) => {
    const definition = measures[name];
    if (definition === undefined) return false;
    if ('commission' in definition) return true;
    return 'sum' in definition && readsCommission({ measures }, [...definition.sum, ...(definition.less ?? [])]);
  });

const partsOf = ({ book, cause, beneficiary }: Claim, rule: Rule, amount: Rational): readonly Line[] => {
  const line = { account: beneficiary, kind: 'accrual', rule: rule.id, cause: cause.id, deal: cause.deal.id } as const;
  const { installments } = rule;
  if (installments === undefined)
    return [{ ...line, amount, maturesOn: maturity(rule.hold ?? book.plan.hold, cause.date) }];
  const shares = sharedOut(
    amount,
    installments.map(({ share }) => exactly(share)),
    decimals(book),
  );
  return installments
    .map(({ hold }, place) => ({
      ...line,
      amount: shares[place] ?? zero,
      maturesOn: maturity(hold, cause.date),
    }))
    .filter((part) => compare(part.amount, zero) !== 0);
};

/** The day on which commission earned on a date is no longer on hold. */
export const maturity = ({ days, months, from }: Hold, date: string): string =>
  plusDays(plusMonths(from === 'end-of-month' ? lastOfMonth(date) : date, months ?? 0), days);

/** Whether a counter adds up what this rule paid. */
export const countsEarned = (measure: Counter['measure'], rule: string): boolean =>
  typeof measure !== 'string' && 'earned' in measure && measure.earned.includes(rule);

/** Which cause moves a counter: what it says, else what its measure depends on. */
const movedBy = (plan: PlanDocument, { on, measure }: Counter): 'win' | 'payment' =>
  on ?? (typeof measure === 'string' && dependsOnPayment(plan, measure) ? 'payment' : 'win');

const dependsOnPayment = (plan: PlanDocument, measure: string): boolean => {
  if (measure === 'payment') return true;
  const definition = plan.measures?.[measure];
  if (definition === undefined) return false;
  if ('of' in definition) return definition.of === 'payment';
  if (!('sum' in definition)) return false;
  return [...definition.sum, ...(definition.less ?? [])].some((each) => dependsOnPayment(plan, each));
};
