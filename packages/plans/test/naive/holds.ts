import type { Condition } from '../../src/document/planDocument.ts';
import { after, attributeOf, before, earlier, measured, pointOf, previous, type Claim } from './claim.ts';
import { compare, type Rational } from './rational.ts';

/** Whether a condition holds for a cause. */
export const holds = (claim: Claim, condition: Condition): boolean => {
  if ('all' in condition) return condition.all.every((each) => holds(claim, each));
  if ('any' in condition) return condition.any.some((each) => holds(claim, each));
  if ('not' in condition) return !holds(claim, condition.not);
  if ('date' in condition) {
    const { from, to } = condition.date;
    const { date } = claim.cause;
    return (from === undefined || from <= date) && (to === undefined || date <= to);
  }
  if ('attribute' in condition) {
    const said = attributeOf(claim, condition.attribute);
    return 'in' in condition ? condition.in.includes(said) : !condition.notIn.includes(said);
  }
  const point = pointOf(claim.book, 'atLeast' in condition ? condition.atLeast : condition.lessThan);
  const meets = (value: Rational): boolean =>
    'atLeast' in condition ? compare(value, point) >= 0 : compare(value, point) < 0;
  if ('measure' in condition) return meets(measured(claim, condition.measure));
  switch (condition.at) {
    case 'before':
      return meets(before(claim, condition.counter));
    case 'after':
      return meets(after(claim, condition.counter));
    case 'previous':
      return meets(previous(claim, condition.counter));
    case 'each-earlier':
      return earlier(claim, condition.counter).every(meets);
  }
};
