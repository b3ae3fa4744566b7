import { add, equals, format, isNegative, type Money, negate, subtract, sum, toJson } from '@commission-ledger/money';
import type { Movement } from '../bankStatement.ts';
import { type CamtElement, CamtTrouble } from './camtElement.ts';

/**
 * The parts of an entry, so that they come to it: as they are; or each with the charges that the bank took for it; or with
 * what it took for the whole batch as a movement of its own.
 *
 * @throws CamtTrouble where they do not: a batch whose parts are not what was booked tells nothing of either
 */
export const partsOf = ({ at }: CamtElement, entry: Movement, parts: readonly Movement[]): readonly Movement[] => {
  const { charges } = entry;
  const { currency } = entry.amount;
  const whole = signed(entry);
  const isWhole = (movements: readonly Movement[]): boolean => equals(sum(currency, movements.map(signed)), whole);
  if (isWhole(parts)) return parts;
  const charged = parts.map(withCharges);
  if (isWhole(charged)) return charged;
  if (charges !== null && charges.currency === currency) {
    const taken = {
      direction: 'debit',
      amount: charges,
      charges: null,
      at: `${entry.at}.${parts.length + 1}`,
    } as const;
    const all = [...parts, { ...entry, ...taken }];
    if (isWhole(all)) return all;
  }
  throw new CamtTrouble({
    _tag: 'EntryDoesNotAddUp',
    at,
    entry: `${toJson(entry.amount).amount} ${currency}`,
    details: `${format(absolute(sum(currency, parts.map(signed))))} ${currency}`,
  });
};

const signed = ({ direction, amount }: Movement): Money => (direction === 'debit' ? negate(amount) : amount);

const absolute = (amount: Money): Money => (isNegative(amount) ? negate(amount) : amount);

/** More went out, or less came in. */
const withCharges = (part: Movement): Movement => {
  const { direction, amount, charges } = part;
  if (charges === null || charges.currency !== amount.currency) return part;
  return { ...part, amount: direction === 'debit' ? add(amount, charges) : subtract(amount, charges) };
};
