import { closedRecord, dictionary, type JsonCodec } from './closedRecord.ts';
import { WorkedExampleCodec } from './exampleCodec.ts';
import { listOf, oneOf, text, texts, whole } from './jsonCodec.ts';
import { HoldCodec } from './payCodec.ts';
import type { Attribute, PlanDocument } from './planDocument.ts';
import { CounterCodec, MeasureDefinitionCodec, RuleCodec } from './ruleCodec.ts';
import { AttributionCodec, CancellationCodec, PayoutTermsCodec } from './settlementCodec.ts';
import { LocalizedTextCodec, ParameterCodec } from './wordCodecs.ts';

const AttributeCodec: JsonCodec<Attribute> = closedRecord(
  'an attribute',
  {},
  { title: LocalizedTextCodec, ifMissing: text },
);

/** The form of a plan document. What its words and numbers mean together is the affair of `validatePlan`. */
export const PlanCodec: JsonCodec<PlanDocument> = closedRecord(
  'a plan',
  {
    schema: oneOf('plan/1'),
    plan: text,
    version: whole,
    title: LocalizedTextCodec,
    currency: text,
    effectiveFrom: text,
    selectedBy: oneOf('lead', 'win', 'payment'),
    rounding: closedRecord('rounding', { mode: oneOf('half-even', 'half-up', 'down', 'up') }, {}),
    hold: HoldCodec,
    refunds: closedRecord('refunds', { counters: oneOf('lower', 'keep') }, { within: whole }),
    payout: PayoutTermsCodec,
    attributes: dictionary('attributes by name', AttributeCodec),
    counters: listOf('a list of counters', CounterCodec),
    rules: listOf('a list of rules', RuleCodec),
    examples: listOf('a list of worked examples', WorkedExampleCodec),
  },
  {
    converts: texts,
    existingPartners: oneOf('move', 'stay'),
    cancellation: CancellationCodec,
    attribution: AttributionCodec,
    sharing: oneOf('base', 'commission'),
    measures: dictionary('measures by name', MeasureDefinitionCodec),
    parameters: dictionary('parameters by name', ParameterCodec),
  },
);
