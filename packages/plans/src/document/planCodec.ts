import * as t from 'io-ts';
import { byFields, closedRecord, codec, dictionary, type JsonCodec } from './closedRecord.ts';
import type {
  Attribute,
  Band,
  Condition,
  Counter,
  LocalizedText,
  Measure,
  Pay,
  PayoutTerms,
  PlanDocument,
  RateJson,
  Rule,
  WorkedExample,
} from './planDocument.ts';

const text = codec<string>('text', (input, context) => {
  if (typeof input !== 'string') return t.failure(input, context, 'expected text in quotes');
  if (input.length > 2000) return t.failure(input, context, 'expected at most 2,000 characters');
  return /\p{Surrogate}/u.test(input) ? t.failure(input, context, 'expected well-formed text') : t.success(input);
});

const whole = codec<number>('a whole number', (input, context) =>
  typeof input === 'number' && Number.isSafeInteger(input)
    ? t.success(input)
    : t.failure(input, context, 'expected a whole number, without quotes'),
);

const oneOf = <A extends string>(...options: readonly A[]): JsonCodec<A> =>
  codec(options.join(' | '), (input, context) => {
    const found = options.find((option) => option === input);
    return found === undefined ? t.failure(input, context, `expected one of ${options.join(', ')}`) : t.success(found);
  });

const listOf = <A>(name: string, member: t.Type<A, unknown>): JsonCodec<readonly A[]> =>
  codec(name, (input, context) =>
    Array.isArray(input)
      ? t.readonlyArray(member, name).validate(input, context)
      : t.failure(input, context, `expected ${name}`),
  );

const Localized: JsonCodec<LocalizedText> = closedRecord('a text by language', { en: text }, { ru: text });
const MeasureCodec: JsonCodec<Measure> = oneOf('payment', 'deal');
const texts = listOf('a list of texts', text);

const RateCodec: JsonCodec<RateJson> = codec<RateJson>('a rate', (input, context) =>
  typeof input === 'object'
    ? closedRecord('a rate: "0.05", or num and den', { num: text, den: text }, {}).validate(input, context)
    : text.validate(input, context),
);

/** Conditions nest, so the members are looked up when they are needed. */
const ConditionCodec: JsonCodec<Condition> = byFields<Condition>('a condition', [
  ['attribute', () => AttributeTest],
  ['measure', () => MeasureTest],
  ['all', () => closedRecord('a condition', { all: conditions }, {})],
  ['any', () => closedRecord('a condition', { any: conditions }, {})],
  ['not', () => closedRecord('a condition', { not: ConditionCodec }, {})],
]);
const conditions = listOf('a list of conditions', ConditionCodec);
const AttributeTest: JsonCodec<Condition> = byFields<Condition>('a test of an attribute', [
  ['in', () => closedRecord('a test of an attribute', { attribute: text, in: texts }, {})],
  ['notIn', () => closedRecord('a test of an attribute', { attribute: text, notIn: texts }, {})],
]);
const MeasureTest: JsonCodec<Condition> = byFields<Condition>('a test of a measure', [
  ['atLeast', () => closedRecord('a test of a measure', { measure: MeasureCodec, atLeast: text }, {})],
  ['lessThan', () => closedRecord('a test of a measure', { measure: MeasureCodec, lessThan: text }, {})],
]);

const BandCodec: JsonCodec<Band> = closedRecord('a band', { rate: RateCodec }, { upTo: text });

const PayCodec: JsonCodec<Pay> = byFields<Pay>('what is paid', [
  ['fixed', () => closedRecord('a fixed amount', { fixed: text }, {})],
  ['percent', () => closedRecord('a percentage', { percent: Percent }, {})],
  ['marginal', () => closedRecord('marginal bands', { marginal: Marginal }, {})],
]);
const Percent = closedRecord('a percentage', { of: MeasureCodec, rate: RateCodec }, { above100: t.literal(true) });
const Marginal = closedRecord(
  'marginal bands',
  {
    of: MeasureCodec,
    counter: text,
    bands: listOf('a list of bands', BandCodec),
  },
  {},
);

const RuleCodec: JsonCodec<Rule> = closedRecord(
  'a rule',
  {
    id: text,
    clause: text,
    title: Localized,
    earnedOn: oneOf('win', 'payment'),
    beneficiary: oneOf('referrer', 'upline'),
    pay: PayCodec,
  },
  { when: ConditionCodec },
);

const CounterCodec: JsonCodec<Counter> = closedRecord(
  'a counter',
  { id: text, measure: MeasureCodec, window: oneOf('month', 'quarter', 'year', 'ever') },
  { where: ConditionCodec },
);

const AttributeCodec: JsonCodec<Attribute> = closedRecord('an attribute', {}, { title: Localized, ifMissing: text });

const PayoutCodec: JsonCodec<PayoutTerms> = closedRecord(
  'payout terms',
  {
    day: whole,
    convention: oneOf('none', 'following', 'modified-following', 'preceding'),
    cutOff: oneOf('start-of-month'),
    minimum: text,
  },
  {},
);

const textByName = dictionary('texts by name', text);

const ExampleCodec: JsonCodec<WorkedExample> = closedRecord(
  'a worked example',
  {
    title: Localized,
    given: closedRecord(
      'the facts of an example',
      {},
      { payment: text, deal: text, attributes: textByName, counters: textByName },
    ),
    expect: textByName,
  },
  {},
);

/** The form of a plan document. What its words and numbers mean together is the affair of `validatePlan`. */
export const PlanCodec: JsonCodec<PlanDocument> = closedRecord(
  'a plan',
  {
    schema: oneOf('plan/1'),
    plan: text,
    version: whole,
    title: Localized,
    currency: text,
    effectiveFrom: text,
    selectedBy: oneOf('lead', 'win', 'payment'),
    rounding: closedRecord('rounding', { mode: oneOf('half-even', 'half-up', 'down', 'up') }, {}),
    hold: closedRecord('hold', { days: whole }, {}),
    refunds: closedRecord('refunds', { counters: oneOf('lower', 'keep') }, {}),
    payout: PayoutCodec,
    attributes: dictionary('attributes by name', AttributeCodec),
    counters: listOf('a list of counters', CounterCodec),
    rules: listOf('a list of rules', RuleCodec),
    examples: listOf('a list of worked examples', ExampleCodec),
  },
  {},
);
