import type { Describers } from '../describers.ts';

/** Why a rate of exchange is refused. */
export type FxRefusal =
  | Readonly<{ _tag: 'FxRateExists'; from: string; to: string; date: string }>
  | Readonly<{ _tag: 'FxRateNotPositive'; from: string; to: string; date: string }>
  | Readonly<{ _tag: 'FxRateOfItself'; currency: string }>;

/** One sentence for what is wrong, one for what to do. */
export const fxRefusals: Describers<FxRefusal> = {
  FxRateExists: ({ date, from, to }) =>
    `There is another rate from ${from} to ${to} for ${date}. The first one stands.`,
  FxRateNotPositive: ({ date, from, to }) =>
    `The rate from ${from} to ${to} for ${date} must be above zero. Correct it.`,
  FxRateOfItself: ({ currency }) => `${currency} needs no rate to itself. Name two currencies.`,
};
