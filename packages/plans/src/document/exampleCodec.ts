import { byFields, closedRecord, dictionary, type JsonCodec } from './closedRecord.ts';
import { listOf, oneOf, text } from './jsonCodec.ts';
import { LocalizedTextCodec, RateCodec, textByName } from './wordCodecs.ts';
import type {
  ExampleDeal,
  ExamplePayment,
  ExampleStep,
  ExpectedPayout,
  GivenCause,
  WorkedExample,
} from './workedExample.ts';

const told = { amounts: textByName, quantities: textByName, attributes: textByName };

const GivenCodec: JsonCodec<GivenCause> = closedRecord(
  'the facts of an example',
  {},
  { payment: text, deal: text, ...told, counters: textByName, date: text },
);

const DealCodec: JsonCodec<ExampleDeal> = closedRecord(
  'a deal',
  { deal: text, amount: text },
  { ...told, leadOn: text, share: RateCodec },
);

const PaymentCodec: JsonCodec<ExamplePayment> = closedRecord(
  'a payment',
  { payment: text, deal: text, amount: text },
  told,
);

const ExpectedPayoutCodec: JsonCodec<ExpectedPayout> = closedRecord(
  'an expected payout',
  {},
  {
    matured: text,
    advanced: text,
    recovered: text,
    debt: text,
    gross: text,
    withheld: text,
    vat: text,
    fees: text,
    net: text,
    deferred: oneOf('below-minimum', 'negative-balance', 'nothing-due'),
    carried: text,
  },
);

const commission = { date: text, expect: textByName };
const Refund = closedRecord('a refund', { payment: text, amount: text }, {});
const Cancelled = closedRecord('a cancellation', { deal: text }, {});
const PaidOut = closedRecord('a payout', {}, { status: text });

const StepCodec: JsonCodec<ExampleStep> = byFields<ExampleStep>('a step', [
  ['win', () => closedRecord('a step', { ...commission, win: DealCodec }, {})],
  ['payment', () => closedRecord('a step', { ...commission, payment: PaymentCodec }, {})],
  ['refund', () => closedRecord('a step', { ...commission, refund: Refund }, {})],
  ['cancel', () => closedRecord('a step', { ...commission, cancel: Cancelled }, {})],
  ['payout', () => closedRecord('a step', { date: text, payout: PaidOut, expect: ExpectedPayoutCodec }, {})],
]);

/** A calculation with its expected result: one cause, or a small history. */
export const WorkedExampleCodec: JsonCodec<WorkedExample> = byFields<WorkedExample>('a worked example', [
  [
    'given',
    () => closedRecord('a worked example', { title: LocalizedTextCodec, given: GivenCodec, expect: textByName }, {}),
  ],
  [
    'steps',
    () =>
      closedRecord(
        'a worked example',
        { title: LocalizedTextCodec, steps: listOf('a list of steps', StepCodec) },
        { parameters: dictionary('parameters by name', RateCodec) },
      ),
  ],
]);
