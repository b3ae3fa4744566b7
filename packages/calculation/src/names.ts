/**
 * What a value is to the business: the keys that nodes carry and renderers translate. A renderer has a word for each
 * in every language of the product; a name is added here first.
 */
export const names = [
  // what happened
  'payment',
  'deal',
  'refund',
  'won-on',
  'paid-on',
  'earned-on',
  'lead-on',
  // a commission
  'base',
  'rate',
  'fixed',
  'share',
  'place',
  'band-lower',
  'band-upper',
  'slice',
  'slice-commission',
  'counter-before',
  'counter-after',
  'exact-commission',
  'commission',
  'condition-value',
  'attribute-default',
  'measure-limit',
  'nothing',
  // what it becomes
  'accrual',
  'reversal',
  'refunded-share',
  'adjustment',
  'hold-days',
  'matures-on',
  'matured',
  'balance',
  'carried-over',
  'minimum',
  'cut-off',
  'payout-day',
  'payout-date',
  'payout',
  'destination',
  'status',
  'cap',
  'draw',
  'fee',
  'withheld',
  'fx-rate',
  'currency',
] as const;

/** A key of the vocabulary, or an attribute that a plan declares, such as `attribute:product`. */
export type Name = (typeof names)[number] | `attribute:${string}`;
