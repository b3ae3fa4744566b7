import { byFields, closedRecord, type JsonCodec } from './closedRecord.ts';
import { ConditionCodec } from './conditionCodec.ts';
import { listOf, onlyTrue, oneOf, text, whole } from './jsonCodec.ts';
import type { Band, Cap, Collected, Floor, Hold, Installment, Lookup, Marginal, Pay, Slab } from './pay.ts';
import { AmountTermCodec, PointTermCodec, RateCodec, RateTermCodec } from './wordCodecs.ts';

/** What is paid nests, so the members are looked up when they are needed. */
export const PayCodec: JsonCodec<Pay> = byFields<Pay>('what is paid', [
  ['fixed', () => closedRecord('a fixed amount', { fixed: AmountTermCodec }, {})],
  ['each', () => closedRecord('an amount for each unit', { each: AmountTermCodec, of: text }, {})],
  ['percent', () => closedRecord('a percentage', { percent: Percent }, {})],
  ['marginal', () => closedRecord('marginal bands', { marginal: MarginalCodec }, {})],
  ['slab', () => closedRecord('a slab', { slab: SlabCodec }, {})],
  ['lookup', () => closedRecord('a lookup', { lookup: LookupCodec }, {})],
  ['sum', () => closedRecord('a sum', { sum: pays }, {})],
  ['least', () => closedRecord('the smallest', { least: pays }, {})],
  ['greatest', () => closedRecord('the largest', { greatest: pays }, {})],
  ['first', () => closedRecord('the first that holds', { first: listOf('a list of cases', Case) }, {})],
  ['cap', () => closedRecord('a cap', { cap: CapCodec }, {})],
  ['floor', () => closedRecord('a floor', { floor: FloorCodec }, {})],
  ['collected', () => closedRecord('what is due on payments collected', { collected: CollectedCodec }, {})],
]);

const pays = listOf('a list of what is paid', PayCodec);

const Percent = closedRecord('a percentage', { of: text, rate: RateTermCodec }, { above100: onlyTrue });

const BandCodec: JsonCodec<Band> = closedRecord(
  'a band',
  {},
  {
    upTo: PointTermCodec,
    below: PointTermCodec,
    rate: RateTermCodec,
    each: AmountTermCodec,
    flat: AmountTermCodec,
    spread: AmountTermCodec,
    above100: onlyTrue,
  },
);
const bands = listOf('a list of bands', BandCodec);

const MarginalCodec: JsonCodec<Marginal> = closedRecord('marginal bands', { of: text, bands }, { counter: text });

const SlabCodec: JsonCodec<Slab> = closedRecord('a slab', { counter: text, already: text, bands }, { total: text });

const LookupCodec: JsonCodec<Lookup> = closedRecord(
  'a lookup',
  {
    of: text,
    by: byFields<Lookup['by']>('what picks the band', [
      ['counter', () => closedRecord('a counter', { counter: text, at: oneOf('before', 'after', 'previous') }, {})],
      ['measure', () => closedRecord('a measure', { measure: text }, {})],
    ]),
    bands,
  },
  {},
);

const Case = closedRecord('a case', { pay: PayCodec }, { when: ConditionCodec });

const CapCodec: JsonCodec<Cap> = closedRecord(
  'a cap',
  { pay: PayCodec, at: AmountTermCodec },
  { counter: text, carry: text },
);

const FloorCodec: JsonCodec<Floor> = closedRecord('a floor', { pay: PayCodec, at: AmountTermCodec }, { counter: text });

const CollectedCodec: JsonCodec<Collected> = closedRecord(
  'what is due on payments collected',
  { pay: PayCodec, counter: text },
  {},
);

/** How long commission stays on hold. */
export const HoldCodec: JsonCodec<Hold> = closedRecord(
  'hold',
  { days: whole },
  { months: whole, from: oneOf('cause', 'end-of-month') },
);

/** A part of what a rule pays. */
export const InstallmentCodec: JsonCodec<Installment> = closedRecord(
  'an installment',
  { share: RateCodec, hold: HoldCodec },
  {},
);
