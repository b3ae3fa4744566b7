import { expect, it } from 'vitest';
import { describeRatingRefusal } from '../src/index.ts';

it.each([
  [{ _tag: 'MissingAttribute', attribute: 'product' }, 'no attribute product'],
  [{ _tag: 'MissingMeasure', measure: 'deal', rule: 'tiers' }, 'Rule tiers needs the deal'],
  [{ _tag: 'OtherCurrency', expected: 'USD', got: 'EUR' }, 'pays in USD, the cause is in EUR'],
  [{ _tag: 'OutOfBounds' }, 'This cause comes to an amount or a number that is too large'],
  [{ _tag: 'OutOfBounds', rule: 'tiers' }, 'Rule tiers comes to an amount'],
] as const)('%o is one sentence for what is wrong and one for what to do', (refusal, words) => {
  expect(describeRatingRefusal(refusal)).toContain(words);
  expect(describeRatingRefusal(refusal).match(/\. /g)).toHaveLength(1);
});
