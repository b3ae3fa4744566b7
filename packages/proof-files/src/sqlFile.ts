import type { Locale } from '@commission-ledger/locale';
import * as E from 'fp-ts/lib/Either.js';
import { unreduced, valueIn, within } from './crossProducts.ts';
import type { Fraction } from './fraction.ts';
import { type NoProofFile, type Provable, type ProofSource, proofSource } from './proofSource.ts';
import { fileWords } from './stepWords.ts';
import type { Comparison, RoundingMode, Step } from './worksheet.ts';

/** Whole numbers are exact in SQLite below here; PostgreSQL takes any. */
const EXACT = 2n ** 63n;

/**
 * The calculation as SQL that SQLite and PostgreSQL both run: a temporary table of steps, each inserted from earlier ones;
 * then the amount in the smallest units of its currency, and the number of steps that do not give what was stated.
 */
export const sqlFile = (answer: Provable, locale: Locale = 'en'): E.Either<NoProofFile, string> => {
  const source = proofSource(answer, locale);
  if (E.isLeft(source)) return source;
  const sheet = within(source.right.sheet, EXACT);
  return E.isLeft(sheet) ? sheet : E.right(scriptOf(source.right, locale));
};

const scriptOf = (source: ProofSource, locale: Locale): string => {
  const { sheet, title, units } = source;
  const valueAt = valueIn(sheet);
  return [
    comment(fileWords[locale].intro(title)),
    'CREATE TEMPORARY TABLE proof_step (no INTEGER PRIMARY KEY, what TEXT NOT NULL, num NUMERIC NOT NULL, den NUMERIC NOT NULL, stated_num NUMERIC NOT NULL, stated_den NUMERIC NOT NULL);',
    ...sheet.steps.flatMap((step) => [
      comment(
        [`${step.number}`, source.what(step), `= ${source.stated(step)}`, source.unit(step), source.source(step)]
          .filter((text) => text !== '')
          .join('  '),
      ),
      insertOf(step, quoted(source.what(step)), valueAt),
    ]),
    `SELECT CAST(num * ${units} / den AS BIGINT) FROM proof_step WHERE no = ${sheet.result};`,
    'SELECT COUNT(*) FROM proof_step WHERE num * stated_den <> stated_num * den;',
    'DROP TABLE proof_step;',
    '',
  ].join('\n');
};

/** In one row, whatever the text. */
const comment = (text: string): string => `-- ${text.replaceAll(/\p{C}/gu, ' ')}`;

const quoted = (text: string): string => `'${text.replaceAll("'", "''").replaceAll(/\p{C}/gu, ' ')}'`;

const insertOf = (step: Step, what: string, valueAt: (number: number) => Fraction): string => {
  const { value } = step;
  const { common, den } = unreduced(step, valueAt);
  const row = (num: string, over: string): string =>
    `${step.number}, ${what}, ${num}, ${over}, ${value.num}, ${value.den}`;
  const lowest = (num: string, over: string): string => row(`(${num}) / ${common}`, `(${over}) / ${common}`);
  switch (step.op) {
    case 'given':
      return `${INTO} VALUES (${row(`${value.num}`, `${value.den}`)});`;
    case 'sum': {
      const args = step.args.map((number) => `(${number})`).join(', ');
      return `${INTO} WITH arg (no) AS (VALUES ${args}) SELECT ${lowest(`SUM(a.num * (${den} / a.den))`, `${den}`)} FROM arg JOIN proof_step a ON a.no = arg.no;`;
    }
    case 'sub':
      return `${INTO} SELECT ${lowest('a.num * b.den - b.num * a.den', 'a.den * b.den')} ${fromTwo(step.args)}`;
    case 'mul':
      return `${INTO} SELECT ${lowest('a.num * b.num', 'a.den * b.den')} ${fromTwo(step.args)}`;
    case 'div':
      return `${INTO} SELECT ${lowest(`a.num * b.den * ${signOf('b')}`, 'a.den * ABS(b.num)')} ${fromTwo(step.args)}`;
    case 'min':
    case 'max': {
      const first = `a.num * b.den ${step.op === 'min' ? '<' : '>'} b.num * a.den`;
      const either = (column: string): string => `CASE WHEN ${first} THEN a.${column} ELSE b.${column} END`;
      return `${INTO} SELECT ${row(either('num'), either('den'))} ${fromTwo(step.args)}`;
    }
    case 'round': {
      const { units, mode, arg } = step;
      const rest = `(ABS(a.num) * ${units}) % a.den`;
      const whole = `(ABS(a.num) * ${units} - ${rest}) / a.den`;
      const rounded = `${signOf('a')} * (${whole} + ${roundedUp(mode, whole, rest)}) / ${units / value.den}`;
      return `${INTO} SELECT ${row(rounded, `${value.den}`)} FROM proof_step a WHERE a.no = ${arg};`;
    }
    case 'floor':
      return `${INTO} SELECT ${row('(a.num - a.num % a.den) / a.den', '1')} FROM proof_step a WHERE a.no = ${step.arg};`;
    case 'test': {
      const passes = `CASE WHEN a.num * b.den ${operators[step.test]} b.num * a.den THEN 1 ELSE 0 END`;
      return `${INTO} SELECT ${row(passes, '1')} ${fromTwo(step.args)}`;
    }
  }
};

const INTO = 'INSERT INTO proof_step';

const signOf = (table: 'a' | 'b'): string => `(CASE WHEN ${table}.num < 0 THEN -1 ELSE 1 END)`;

const fromTwo = ([a, b]: readonly [number, number]): string =>
  `FROM proof_step a, proof_step b WHERE a.no = ${a} AND b.no = ${b};`;

const roundedUp = (mode: RoundingMode, whole: string, rest: string): string => {
  switch (mode) {
    case 'half-even':
      return `CASE WHEN 2 * (${rest}) > a.den THEN 1 WHEN 2 * (${rest}) = a.den THEN (${whole}) % 2 ELSE 0 END`;
    case 'half-up':
      return `CASE WHEN 2 * (${rest}) >= a.den THEN 1 ELSE 0 END`;
    case 'down':
      return '0';
    case 'up':
      return `CASE WHEN (${rest}) > 0 THEN 1 ELSE 0 END`;
  }
};

const operators: Readonly<Record<Comparison, string>> = { lt: '<', le: '<=', eq: '=', ne: '<>', ge: '>=', gt: '>' };
