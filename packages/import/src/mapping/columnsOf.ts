import type { Condition, Source } from './mapping.ts';
import { isRecord } from './closedRecord.ts';
import { expressionOf } from './mappingCodec.ts';

/** The columns that a source needs, each once. */
export const columnsOf = ({ columns, skip = [], facts }: Source): readonly string[] => [
  ...new Set([
    ...Object.keys(columns ?? {}),
    ...skip.flatMap(({ when }) => ofCondition(when)),
    ...facts.flatMap(({ when, occurredAt, fields }) => [
      ...(when === undefined ? [] : ofCondition(when)),
      ...('column' in occurredAt ? [occurredAt.column] : []),
      ...ofTemplate(fields),
    ]),
  ]),
];

const ofCondition = (condition: Condition): readonly string[] => {
  if ('all' in condition) return condition.all.flatMap(ofCondition);
  if ('any' in condition) return condition.any.flatMap(ofCondition);
  return 'not' in condition ? ofCondition(condition.not) : [condition.column];
};

const ofTemplate = (template: unknown): readonly string[] => {
  if (Array.isArray(template)) return template.flatMap(ofTemplate);
  if (!isRecord(template)) return [];
  const expression = expressionOf(template);
  if (expression === undefined) return Object.values(template).flatMap(ofTemplate);
  const currency: unknown = expression.kind === 'amount' ? template['currency'] : undefined;
  return isRecord(currency) ? [expression.column, String(currency['column'])] : [expression.column];
};
