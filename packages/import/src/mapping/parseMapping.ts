import path from 'node:path/posix';
import { instant, parseLocalDate, timeZone } from '@commission-ledger/calendar';
import { isId } from '@commission-ledger/events';
import { currency } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import type * as t from 'io-ts';
import { isRecord } from './closedRecord.ts';
import { dateFormatOf } from './dateFormat.ts';
import { fieldsOfFact } from './hostFacts.ts';
import type { Expression, FactRule, Mapping, OccurredAt, Source } from './mapping.ts';
import { MappingCodec, isExpression } from './mappingCodec.ts';
import type { MappingProblem } from './mappingProblem.ts';

/** Reads a mapping and checks it as a whole: its form, and if that is right, what it means. */
export const parseMapping = (json: unknown): E.Either<readonly MappingProblem[], Mapping> => {
  const decoded = MappingCodec.decode(json);
  if (E.isLeft(decoded)) return E.left(decoded.left.map(problemOf));
  const problems = problemsOf(decoded.right);
  return problems.length > 0 ? E.left(problems) : decoded;
};

const problemOf = ({ context, message = 'has the wrong form' }: t.ValidationError): MappingProblem => ({
  path: context
    .slice(1)
    .map(({ key }) => pointer(key))
    .join(''),
  message,
});

const pointer = (key: string): string => `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;

const problemsOf = (mapping: Mapping): readonly MappingProblem[] => [
  ...problemIf(!isId(mapping.program), '/program', 'is no id: write letters, digits, - and _'),
  ...problemIf(
    E.isLeft(timeZone(mapping.timeZone)),
    '/timeZone',
    'is no time zone: write a name such as Europe/Paris, or UTC',
  ),
  ...mapping.sources.flatMap((source, index) =>
    problemsOfSource(source, `/sources/${index}`, mapping.sources.slice(0, index)),
  ),
];

const problemIf = (wrong: boolean, where: string, message: string): readonly MappingProblem[] =>
  wrong ? [{ path: where, message }] : [];

const problemsOfSource = (source: Source, at: string, before: readonly Source[]): readonly MappingProblem[] => [
  ...problemIf(
    before.some(({ name }) => name === source.name),
    `${at}/name`,
    'is the name of a source before it',
  ),
  ...problemIf(source.merged === true && before.length === 0, `${at}/merged`, 'needs a source before it'),
  ...problemIf(!isInside(source.file), `${at}/file`, 'must name a file inside the data folder'),
  ...Object.entries(source.columns ?? {}).flatMap(([column, { known, aliases }]) => {
    const where = `${at}/columns${pointer(column)}`;
    if (known === undefined) return [];
    if ('file' in known)
      return problemIf(!isInside(known.file), `${where}/known/file`, 'must name a file inside the data folder');
    return Object.entries(aliases ?? {})
      .filter(([, meant]) => !known.includes(meant))
      .map(([alias]) => ({
        path: `${where}/aliases${pointer(alias)}`,
        message: 'stands for a value that is not known',
      }));
  }),
  ...source.facts.flatMap((rule, index) => problemsOfFact(rule, `${at}/facts/${index}`)),
];

const isInside = (file: string): boolean => {
  const plain = path.normalize(file);
  return (
    !file.includes('\0') &&
    !file.includes('\\') &&
    !path.isAbsolute(plain) &&
    plain !== '..' &&
    !plain.startsWith('../')
  );
};

const problemsOfFact = (rule: FactRule, at: string): readonly MappingProblem[] => {
  const { required, optional } = fieldsOfFact(rule.fact);
  const known = [...required, ...optional];
  return [
    ...problemsOfTime(rule.occurredAt, `${at}/occurredAt`),
    ...required
      .filter((field) => field !== 'program' && !Object.hasOwn(rule.fields, field))
      .map((field) => ({ path: `${at}/fields/${field}`, message: `is missing: ${rule.fact} needs it` })),
    ...Object.entries(rule.fields).flatMap(([field, template]) => {
      const where = `${at}/fields${pointer(field)}`;
      if (!known.includes(field))
        return [{ path: where, message: `is no field of ${rule.fact}; its fields are ${known.join(', ')}` }];
      return problemsOfTemplate(template, where);
    }),
  ];
};

const problemsOfTime = (occurredAt: OccurredAt, at: string): readonly MappingProblem[] => {
  if ('at' in occurredAt)
    return problemIf(
      E.isLeft(instant(occurredAt.at)),
      `${at}/at`,
      'must be date, time and offset, such as 2017-01-01T00:00:00Z',
    );
  return occurredAt.format === 'iso' ? [] : problemsOfFormat(occurredAt.format, `${at}/format`);
};

const problemsOfFormat = (format: string, at: string): readonly MappingProblem[] => {
  // The text does not matter: a format that can be read refuses it as text, another one as a format.
  const tried = parseLocalDate('?', dateFormatOf(format).date);
  const wrong = E.isLeft(tried) && tried.left.reason === 'unsupported format';
  return problemIf(wrong, at, 'must have the year as yyyy, a month and a day, such as M/d/yyyy or yyyy-MM-dd');
};

const problemsOfTemplate = (template: unknown, at: string): readonly MappingProblem[] => {
  if (Array.isArray(template))
    return template.flatMap((item: unknown, index) => problemsOfTemplate(item, `${at}/${index}`));
  if (isExpression(template)) return problemsOfExpression(template, at);
  if (!isRecord(template)) return [];
  return Object.entries(template).flatMap(([field, value]) => problemsOfTemplate(value, `${at}${pointer(field)}`));
};

const problemsOfExpression = (expression: Expression, at: string): readonly MappingProblem[] => {
  if ('date' in expression) {
    const { time } = dateFormatOf(expression.format);
    return [
      ...problemIf(time !== undefined, `${at}/format`, 'must be that of a date without a time'),
      ...problemsOfFormat(expression.format, `${at}/format`),
    ];
  }
  if (!('amount' in expression)) return [];
  const { thousands, decimal } = expression;
  const literal = typeof expression.currency === 'string' ? currency(expression.currency) : undefined;
  return [
    ...problemIf(
      literal !== undefined && E.isLeft(literal),
      `${at}/currency`,
      'is no currency: write an ISO 4217 code such as EUR',
    ),
    ...problemIf(thousands === (decimal ?? '.'), `${at}/thousands`, 'cannot be the decimal mark as well'),
  ];
};
