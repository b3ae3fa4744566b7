import { byFields, closedRecord, type JsonCodec } from './closedRecord.ts';
import type { Condition } from './condition.ts';
import { listOf, oneOf, text, texts } from './jsonCodec.ts';
import { PointTermCodec } from './wordCodecs.ts';

/** Conditions nest, so the members are looked up when they are needed. */
export const ConditionCodec: JsonCodec<Condition> = byFields<Condition>('a condition', [
  ['attribute', () => AttributeTest],
  ['measure', () => MeasureTest],
  ['counter', () => CounterTest],
  ['date', () => closedRecord('a test of the date', { date: Dates }, {})],
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
  ['atLeast', () => closedRecord('a test of a measure', { measure: text, atLeast: PointTermCodec }, {})],
  ['lessThan', () => closedRecord('a test of a measure', { measure: text, lessThan: PointTermCodec }, {})],
]);

const standing = { counter: text, at: oneOf('before', 'after', 'previous', 'each-earlier') };

const CounterTest: JsonCodec<Condition> = byFields<Condition>('a test of a counter', [
  ['atLeast', () => closedRecord('a test of a counter', { ...standing, atLeast: PointTermCodec }, {})],
  ['lessThan', () => closedRecord('a test of a counter', { ...standing, lessThan: PointTermCodec }, {})],
]);

const Dates = closedRecord('dates from and to', {}, { from: text, to: text });
