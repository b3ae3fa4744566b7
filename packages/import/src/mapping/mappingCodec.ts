import * as t from 'io-ts';
import {
  type Form,
  type Reader,
  closedRecord,
  dictionary,
  filledText,
  isRecord,
  listOf,
  oneOf,
  onlyTrue,
  reader,
} from './closedRecord.ts';
import { hostFacts } from './hostFacts.ts';
import type {
  ColumnRules,
  Condition,
  Expression,
  FactRule,
  Format,
  Mapping,
  OccurredAt,
  SkipRule,
  Source,
  Template,
} from './mapping.ts';

const Delimiter = oneOf('a delimiter', [',', ';', '\t', '|']);

const FormatCodec: Reader<Format> = reader<Format>('a format', (input, context) => {
  const form: Form<Format> = isRecord(input) && input['type'] === 'ndjson' ? Ndjson : Csv;
  return form.validate(input, context);
});

const Csv = closedRecord('a format', { type: oneOf('a type of file', ['csv'] as const), delimiter: Delimiter }, {});
const Ndjson = closedRecord('a format', { type: t.literal('ndjson') }, {});

const KnownValues = reader<NonNullable<ColumnRules['known']>>('known values', (input, context) =>
  isRecord(input) ? KnownFile.validate(input, context) : listOf('known values', filledText).validate(input, context),
);

const KnownFile = closedRecord('a column of a file', { file: filledText, column: filledText }, {});

const ColumnRulesCodec: Reader<ColumnRules> = closedRecord(
  'rules of a column',
  {},
  { trim: onlyTrue, default: filledText, aliases: dictionary('aliases', filledText), known: KnownValues },
);

const bool: Reader<boolean> = reader('true or false', (input, context) =>
  typeof input === 'boolean' ? t.success(input) : t.failure(input, context, 'must be true or false'),
);

/** Far more than a mapping needs, and too little to exhaust the stack. */
const DEEPEST = 24;

const ConditionCodec: Reader<Condition> = reader('a condition', (input, context) => {
  if (context.length > DEEPEST) return t.failure(input, context, 'is nested too deeply');
  const form = isRecord(input) ? conditions.find(([field]) => Object.hasOwn(input, field)) : undefined;
  if (form !== undefined) return form[1].validate(input, context);
  return t.failure(input, context, 'must be a condition, with one of blank, equals, in, all, any, not');
});

const conditions: readonly (readonly [string, Form<Condition>])[] = [
  ['blank', closedRecord('a condition', { column: filledText, blank: bool }, {})],
  ['equals', closedRecord('a condition', { column: filledText, equals: filledText }, {})],
  ['in', closedRecord('a condition', { column: filledText, in: listOf('values', filledText) }, {})],
  ['all', closedRecord('a condition', { all: listOf('conditions', ConditionCodec) }, {})],
  ['any', closedRecord('a condition', { any: listOf('conditions', ConditionCodec) }, {})],
  ['not', closedRecord('a condition', { not: ConditionCodec }, {})],
];

const SkipRuleCodec: Reader<SkipRule> = closedRecord('a skip rule', { when: ConditionCodec, reason: filledText }, {});

const OccurredAtCodec: Reader<OccurredAt> = reader<OccurredAt>('a time', (input, context) => {
  const form: Form<OccurredAt> = isRecord(input) && Object.hasOwn(input, 'at') ? Fixed : FromColumn;
  return form.validate(input, context);
});

const Fixed = closedRecord('a time', { at: filledText }, {});
const FromColumn = closedRecord(
  'a time',
  { column: filledText, format: filledText },
  { clockChange: oneOf('a rule for changing clocks', ['earlier', 'later'] as const) },
);

const CurrencyCodec = reader<string | Readonly<{ column: string }>>('a currency', (input, context) =>
  isRecord(input) ? CurrencyColumn.validate(input, context) : filledText.validate(input, context),
);

const CurrencyColumn = closedRecord('a currency', { column: filledText }, {});

const expressions = {
  column: closedRecord('a value', { column: filledText }, { prefix: filledText, optional: onlyTrue }),
  id: closedRecord('an id', { id: filledText }, { optional: onlyTrue }),
  slug: closedRecord('an id of a name', { slug: filledText }, { optional: onlyTrue }),
  date: closedRecord('a date', { date: filledText, format: filledText }, { optional: onlyTrue }),
  amount: closedRecord(
    'an amount',
    { amount: filledText, currency: CurrencyCodec },
    {
      thousands: oneOf('a thousands separator', [',', '.', ' ', "'"] as const),
      decimal: oneOf('a decimal mark', [','] as const),
      optional: onlyTrue,
    },
  ),
} satisfies Readonly<Record<string, Form<Expression>>>;

/** Which expression the template is, and the column it reads first; `undefined` when it stands for itself. */
export const expressionOf = (
  template: unknown,
): Readonly<{ kind: keyof typeof expressions; column: string }> | undefined => {
  if (!isRecord(template)) return undefined;
  for (const kind of ['column', 'id', 'slug', 'date', 'amount'] as const) {
    const column = template[kind];
    if (typeof column === 'string') return { kind, column };
  }
  return undefined;
};

/** Whether the template is computed from a row. */
export const isExpression = (template: unknown): template is Expression => expressionOf(template) !== undefined;

const isLiteral = (input: unknown): input is string | number | boolean =>
  typeof input === 'string' || typeof input === 'boolean' || Number.isSafeInteger(input);

const TemplateCodec: Reader<Template> = reader('a value', (input, context) => {
  if (context.length > DEEPEST) return t.failure(input, context, 'is nested too deeply');
  if (Array.isArray(input)) return listOf('values', TemplateCodec).validate(input, context);
  if (isRecord(input)) {
    const expression = expressionOf(input);
    const form: Form<Template> = expression === undefined ? Fields : expressions[expression.kind];
    return form.validate(input, context);
  }
  return isLiteral(input)
    ? t.success(input)
    : t.failure(input, context, 'must be text, a whole number, true, false, a list or an object');
});

const Fields: Reader<Readonly<Record<string, Template>>> = dictionary('fields', TemplateCodec);

const FactRuleCodec: Reader<FactRule> = closedRecord(
  'a fact',
  { fact: oneOf('a fact that can be imported', hostFacts), occurredAt: OccurredAtCodec, fields: Fields },
  { when: ConditionCodec },
);

const SourceCodec: Reader<Source> = closedRecord(
  'a source',
  { name: filledText, file: filledText, format: FormatCodec, facts: listOf('facts', FactRuleCodec) },
  {
    columns: dictionary('rules of columns', ColumnRulesCodec),
    skip: listOf('skip rules', SkipRuleCodec),
    merged: onlyTrue,
  },
);

/** The form of a mapping; what it means is checked by `parseMapping`. */
export const MappingCodec: Reader<Mapping> = closedRecord(
  'a mapping',
  {
    schema: oneOf('the version of the mapping language', ['import/1'] as const),
    program: filledText,
    timeZone: filledText,
    sources: listOf('sources', SourceCodec),
  },
  {},
);
