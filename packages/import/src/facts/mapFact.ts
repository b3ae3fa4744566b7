import { type TimeZone, instant } from '@commission-ledger/calendar';
import { catalogue } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import type * as t from 'io-ts';
import { isRecord } from '../mapping/closedRecord.ts';
import { type FactJson, type ImportedFact, fieldsOfFact, hostFactOf } from '../mapping/hostFacts.ts';
import type { Expression, FactRule, OccurredAt } from '../mapping/mapping.ts';
import { expressionOf, isExpression } from '../mapping/mappingCodec.ts';
import type { CellProblem } from '../rows/row.ts';
import type { Values } from './columnValues.ts';
import { evaluate } from './evaluate.ts';
import { momentIn } from './momentOf.ts';

/** A fact that a row becomes: what is sent to the ledger, when it happened, and which rule of the source made it. */
export type MappedFact = Readonly<{ type: ImportedFact; at: string; data: FactJson; rule: number }>;

/** A row while it is mapped; every problem found is added to `problems`. */
export type RowInHand = Readonly<{ values: Values; program: string; zone: TimeZone; problems: CellProblem[] }>;

/** The fact that the rule makes of the row; `undefined` when something in it is wrong. */
export const mapFact = (rule: FactRule, number: number, row: RowInHand): MappedFact | undefined => {
  const before = row.problems.length;
  const at = timeOf(rule, row);
  const data = { ...programOf(rule, row), ...fieldsOf(rule, row), occurredAt: at };
  if (row.problems.length > before || at === undefined) return undefined;
  const decoded: t.Validation<unknown> = catalogue[rule.fact].codec.decode(data);
  if (E.isRight(decoded)) return { type: rule.fact, at, data, rule: number };
  for (const error of decoded.left) row.problems.push(problemOf(error, rule, row.values));
  return undefined;
};

const timeOf = (rule: FactRule, row: RowInHand): string | undefined => {
  const { occurredAt } = rule;
  if ('at' in occurredAt) {
    const at = instant(occurredAt.at);
    if (E.isLeft(at)) throw new Error('The mapping was not checked.');
    return at.right;
  }
  const { column } = occurredAt;
  const value = row.values.at(column);
  const moment = momentOfColumn(value, occurredAt, rule.fact, row.zone);
  if (typeof moment !== 'string') return moment.at;
  row.problems.push({ column, value, reason: moment });
  return undefined;
};

const momentOfColumn = (
  value: string,
  { format, clockChange }: Extract<OccurredAt, { column: string }>,
  fact: ImportedFact,
  zone: TimeZone,
): ReturnType<typeof momentIn> =>
  value === '' ? `is blank; ${fact} needs its date` : momentIn(value, format, zone, clockChange ?? 'refuse');

/** Facts that belong to a program belong to the mapping's, unless the rule names another. */
const programOf = ({ fact }: FactRule, { program }: RowInHand): FactJson =>
  fieldsOfFact(fact).required.includes('program') ? { program } : {};

const fieldsOf = ({ fact, fields }: FactRule, row: RowInHand): FactJson => {
  const read = Object.entries(fields).map(([field, template]) => [field, valueOf(template, fact, row)] as const);
  const data = Object.fromEntries(read.filter(([, value]) => value !== undefined));
  const foreignKey = foreignKeyOf(fact, fields, row, data);
  return foreignKey === undefined ? data : { foreignKey, ...data };
};

/** The key under which the other system knows what the fact names, where the id had to differ. */
const foreignKeyOf = (
  fact: ImportedFact,
  fields: FactRule['fields'],
  row: RowInHand,
  data: FactJson,
): string | undefined => {
  const { names } = hostFactOf(fact);
  if (names === undefined) return undefined;
  const expression = expressionOf(fields[names]);
  if (expression?.kind !== 'id') return undefined;
  const key = row.values.at(expression.column);
  return key === data[names] ? undefined : key;
};

const valueOf = (template: unknown, fact: ImportedFact, row: RowInHand): unknown => {
  if (Array.isArray(template)) return template.map((item) => valueOf(item, fact, row));
  if (isExpression(template)) return valueOfExpression(template, fact, row);
  if (!isRecord(template)) return template;
  const inside = Object.entries(template).map(([field, value]) => [field, valueOf(value, fact, row)] as const);
  return Object.fromEntries(inside.filter(([, value]) => value !== undefined));
};

const valueOfExpression = (expression: Expression, fact: ImportedFact, row: RowInHand): unknown => {
  const result = evaluate(expression, row.values);
  switch (result._tag) {
    case 'Value':
      return result.value;
    case 'Blank':
      if (expression.optional !== true)
        row.problems.push({ column: result.column, value: '', reason: `is blank; ${fact} needs it` });
      return undefined;
    case 'Wrong':
      row.problems.push({ column: result.column, value: row.values.at(result.column), reason: result.reason });
      return undefined;
  }
};

/** What the codec of the fact refuses, told by the column that the value came from. */
const problemOf = ({ context, message }: t.ValidationError, rule: FactRule, values: Values): CellProblem => {
  const path = context.map(({ key }) => key).filter((key) => key !== '');
  const reason = message ?? `must be ${context.at(-1)?.type.name ?? 'something else'}`;
  const column = columnAt(rule.fields, path);
  if (column === undefined) return { column: '', value: '', reason: `${rule.fact}: ${path.join('/')} ${reason}` };
  return { column, value: values.at(column), reason };
};

/** The column that a field came from. Codecs put numbers of their own between the names of fields; those lead nowhere. */
const columnAt = (template: unknown, [key, ...rest]: readonly string[]): string | undefined => {
  const expression = expressionOf(template);
  if (expression !== undefined) return expression.column;
  if (key === undefined) return undefined;
  const inside: unknown =
    typeof template === 'object' && template !== null && Object.hasOwn(template, key)
      ? Reflect.get(template, key)
      : template;
  return columnAt(inside, rest);
};
