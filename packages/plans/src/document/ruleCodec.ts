import * as t from 'io-ts';
import { byFields, closedRecord, codec, type JsonCodec } from './closedRecord.ts';
import { ConditionCodec } from './conditionCodec.ts';
import type { Counted, Counter } from './counter.ts';
import { listOf, oneOf, onlyTrue, text, textOr, texts, whole } from './jsonCodec.ts';
import type { MeasureDefinition } from './measure.ts';
import { HoldCodec, InstallmentCodec, PayCodec } from './payCodec.ts';
import type { Beneficiary, Rule, Split } from './rule.ts';
import { LocalizedTextCodec, RateCodec } from './wordCodecs.ts';

const isBeneficiary = (input: unknown): input is Beneficiary =>
  typeof input === 'string' && /^(?:referrer|upline|upline-\d{1,3}|overlay-.{1,64})$/u.test(input);

const BeneficiaryCodec: JsonCodec<Beneficiary> = codec('a beneficiary', (input, context) =>
  isBeneficiary(input)
    ? t.success(input)
    : t.failure(input, context, 'expected referrer, upline, upline-2 to upline-9, or overlay- and a role'),
);

const SplitCodec: JsonCodec<Split> = closedRecord(
  'a split',
  { group: text, place: whole, shares: listOf('a list of shares', RateCodec) },
  { overlay: onlyTrue },
);

/** One clause that pays somebody. */
export const RuleCodec: JsonCodec<Rule> = closedRecord(
  'a rule',
  {
    id: text,
    clause: text,
    title: LocalizedTextCodec,
    earnedOn: oneOf('win', 'payment'),
    beneficiary: BeneficiaryCodec,
    pay: PayCodec,
  },
  {
    when: ConditionCodec,
    split: SplitCodec,
    hold: HoldCodec,
    installments: listOf('a list of installments', InstallmentCodec),
    refunds: oneOf('refunded-share', 'keep', 'true-up'),
  },
);

const CountedCodec: JsonCodec<Counted> = textOr<Exclude<Counted, string>, string>(
  text,
  byFields<Exclude<Counted, string>>('what is counted', [
    ['earned', () => closedRecord('earned commission', { earned: texts }, {})],
    ['unlimited', () => closedRecord('commission without limits', { unlimited: text }, {})],
    ['excess', () => closedRecord('commission above a cap', { excess: text }, {})],
  ]),
);

/** A running total. */
export const CounterCodec: JsonCodec<Counter> = closedRecord(
  'a counter',
  {
    id: text,
    measure: CountedCodec,
    window: oneOf('day', 'week', 'month', 'quarter', 'year', 'ever'),
  },
  {
    title: LocalizedTextCodec,
    per: textOr<Exclude<Counter['per'], string | undefined>, 'deal'>(
      oneOf('deal'),
      closedRecord('an attribute', { attribute: text }, {}),
    ),
    on: oneOf('win', 'payment'),
    of: BeneficiaryCodec,
    where: ConditionCodec,
    refunds: oneOf('lower', 'whole', 'keep'),
  },
);

const carriedBy = oneOf('payment', 'deal');

/** A measure of the plan's own. */
export const MeasureDefinitionCodec: JsonCodec<MeasureDefinition> = byFields<MeasureDefinition>('a measure', [
  [
    'amount',
    () => closedRecord('an amount', { amount: text, of: carriedBy }, { title: LocalizedTextCodec, ifMissing: text }),
  ],
  [
    'quantity',
    () => closedRecord('a quantity', { quantity: text, of: carriedBy }, { title: LocalizedTextCodec, ifMissing: text }),
  ],
  [
    'sum',
    () =>
      closedRecord(
        'a sum of measures',
        { sum: texts },
        { title: LocalizedTextCodec, less: texts, share: RateCodec, notBelowZero: onlyTrue },
      ),
  ],
  [
    'elapsed',
    () =>
      closedRecord(
        'time elapsed',
        { elapsed: oneOf('months', 'days'), since: oneOf('lead', 'win', 'first-payment') },
        { title: LocalizedTextCodec },
      ),
  ],
  ['commission', () => closedRecord('commission of rules', { commission: texts }, { title: LocalizedTextCodec })],
]);
