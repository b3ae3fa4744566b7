import type { Band, Condition, PlanDocument, PointTerm, RateTerm } from '../src/index.ts';
import type { Given } from './someFacts.ts';

/** A second way to come to the same amounts: fractions of bigints, cent by cent where that is simplest. */
type Fraction = readonly [num: bigint, den: bigint];

export const centsOf = (amount: PointTerm): bigint => {
  if (typeof amount !== 'string') throw new Error('the simple plans have no parameters');
  const [whole = '', part = ''] = amount.split('.');
  return BigInt(whole + part.padEnd(2, '0'));
};

const fractionOf = (rate: RateTerm): Fraction => {
  if (typeof rate !== 'string') {
    if (!('num' in rate)) throw new Error('the simple plans have no parameters');
    return [BigInt(rate.num), BigInt(rate.den)];
  }
  const [whole = '', part = ''] = rate.split('.');
  return [BigInt(whole + part), 10n ** BigInt(part.length)];
};

const add = ([a, b]: Fraction, [c, d]: Fraction): Fraction => [a * d + c * b, b * d];

/** Every cent of the base is looked up in the bands by itself. In cents, not rounded. */
export const marginalCents = (bands: readonly Band[], before: bigint, base: bigint): Fraction => {
  let total: Fraction = [0n, 1n];
  for (let cent = before + 1n; cent <= before + base; cent += 1n) {
    const band = bands.find(({ upTo }) => upTo === undefined || cent <= centsOf(upTo));
    total = add(total, fractionOf(band?.rate ?? '0'));
  }
  return total;
};

const roundedCents = ([num, den]: Fraction, mode: PlanDocument['rounding']['mode']): bigint => {
  const [below, rest] = [num / den, num % den];
  if (rest === 0n || mode === 'down') return below;
  if (mode === 'up') return below + 1n;
  if (2n * rest !== den) return 2n * rest > den ? below + 1n : below;
  return mode === 'half-up' || below % 2n === 1n ? below + 1n : below;
};

const holds = (condition: Condition, given: Given, defaults: Readonly<Record<string, string | undefined>>): boolean => {
  if ('all' in condition) return condition.all.every((part) => holds(part, given, defaults));
  if ('any' in condition) return condition.any.some((part) => holds(part, given, defaults));
  if ('not' in condition) return !holds(condition.not, given, defaults);
  if ('attribute' in condition) {
    const value = given.attributes?.[condition.attribute] ?? defaults[condition.attribute] ?? '';
    return 'in' in condition ? condition.in.includes(value) : !condition.notIn.includes(value);
  }
  if (!('measure' in condition)) throw new Error('the simple plans test attributes and measures');
  const amount = measured(given, condition.measure);
  return 'atLeast' in condition ? amount >= centsOf(condition.atLeast) : amount < centsOf(condition.lessThan);
};

const measured = (given: Given, measure: string): bigint => {
  if (measure !== 'payment' && measure !== 'deal') throw new Error('the simple plans have two measures');
  return centsOf(given[measure] ?? '0');
};

const counted = (given: Given, counter: string): bigint => {
  const written = given.counters?.[counter] ?? '0';
  if (typeof written !== 'string') throw new Error('the simple plans count money');
  return centsOf(written);
};

/** What each rule of the role pays, in cents; `undefined` when its condition does not hold. */
export const amounts = (
  document: PlanDocument,
  given: Given,
): readonly (readonly [rule: string, cents: bigint | undefined])[] => {
  const defaults = Object.fromEntries(
    Object.entries(document.attributes).map(([name, { ifMissing }]) => [name, ifMissing]),
  );
  return document.rules
    .filter(({ earnedOn, beneficiary }) => earnedOn === given.earnedOn && beneficiary === given.beneficiary)
    .map(({ id, when, pay }) => {
      if (when !== undefined && !holds(when, given, defaults)) return [id, undefined];
      if ('fixed' in pay) return [id, centsOf(pay.fixed)];
      if ('percent' in pay) {
        const [num, den] = fractionOf(pay.percent.rate);
        return [id, roundedCents([num * measured(given, pay.percent.of), den], document.rounding.mode)];
      }
      if (!('marginal' in pay) || pay.marginal.counter === undefined) throw new Error('no such simple pay');
      const before = counted(given, pay.marginal.counter);
      const base = measured(given, pay.marginal.of);
      return [id, roundedCents(marginalCents(pay.marginal.bands, before, base), document.rounding.mode)];
    });
};
