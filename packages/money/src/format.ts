import { scaleOf } from './currency.ts';
import type { Money } from './money.ts';

/**
 * The amount in major units with exactly the currency's decimals: `437.50`, `-0.05`, `1200`. Plain ASCII, the form of
 * every file and event; there is no `-0.00`. Symbols and separators are the reader's affair.
 */
export const format = ({ minor, currency }: Money): string => {
  const scale = scaleOf(currency);
  if (scale === 0) return minor.toString();
  const digits = (minor < 0n ? -minor : minor).toString().padStart(scale + 1, '0');
  return `${minor < 0n ? '-' : ''}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
};
