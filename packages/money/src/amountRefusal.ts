import type { CurrencyCode, UnknownCurrency } from './currency.ts';
import type { NotADecimal } from './parseDecimal.ts';

/** More decimals than the currency has. They are refused, also when they are zeros: input is never rounded. */
export type TooManyDecimals = Readonly<{
  _tag: 'TooManyDecimals';
  currency: CurrencyCode;
  allowed: number;
  given: number;
}>;

/** Why something is not an amount of money. Data: branch on `_tag`, show {@link describeAmountRefusal}. */
export type AmountRefusal = NotADecimal | TooManyDecimals | UnknownCurrency;

/** One sentence for what is wrong, one for what to do. */
export const describeAmountRefusal = (refusal: AmountRefusal): string => {
  switch (refusal._tag) {
    case 'NotADecimal':
      return describeNotADecimal(refusal);
    case 'TooManyDecimals':
      return `${refusal.currency} has ${refusal.allowed} decimals, not ${refusal.given}. Round the amount where it comes from.`;
    case 'UnknownCurrency':
      return `"${refusal.input}" is not a currency that money can be counted in. Write an ISO 4217 code in upper case, such as EUR.`;
  }
};

const describeNotADecimal = ({ reason, input }: NotADecimal): string => {
  switch (reason) {
    case 'not a string':
      return `A number has to come as text, not as ${input}. Write "437.50" with the quotes.`;
    case 'too long':
      return `The number starting "${input}" is too long. Write at most 32 characters.`;
    case 'not a plain decimal':
      return `"${input}" is not a plain decimal. Write digits and at most one point, such as "437.50", without separators, spaces or exponent.`;
  }
};
