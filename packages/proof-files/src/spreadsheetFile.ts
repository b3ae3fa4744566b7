import type { Locale } from '@commission-ledger/locale';
import { stringify } from 'csv-stringify/sync';
import * as E from 'fp-ts/lib/Either.js';
import { unreduced, valueIn, within } from './crossProducts.ts';
import type { Fraction } from './fraction.ts';
import { type NoProofFile, type Provable, type ProofSource, proofSource } from './proofSource.ts';
import { fileWords } from './stepWords.ts';
import type { Comparison, RoundingMode, Step } from './worksheet.ts';

/** Whole numbers are exact in a spreadsheet up to here. */
const EXACT = 2n ** 53n;

/**
 * The calculation as CSV with live formulas, for any spreadsheet program: each step is a numerator and a denominator, so
 * nothing is rounded but where the calculation rounds, and a changed operand changes the result. Text from outside never
 * begins a formula.
 */
export const spreadsheetFile = (answer: Provable, locale: Locale = 'en'): E.Either<NoProofFile, string> => {
  const source = proofSource(answer, locale);
  if (E.isLeft(source)) return source;
  const sheet = within(source.right.sheet, EXACT);
  return E.isLeft(sheet) ? sheet : E.right(`\uFEFF${stringify([...rowsOf(source.right, locale)], { eof: true })}`);
};

const COLUMNS = [
  'number',
  'what',
  'how',
  'numerator',
  'denominator',
  'value',
  'stated',
  'agrees',
  'unit',
  'source',
] as const;

const rowsOf = (source: ProofSource, locale: Locale): readonly string[][] => {
  const { columns, result, differing, yes, no } = fileWords[locale];
  const { sheet, currency } = source;
  const valueAt = valueIn(sheet);
  const last = sheet.steps.length + 1;
  return [
    COLUMNS.map((name) => columns[name]),
    ...sheet.steps.map((step) => {
      const row = rowOf(step.number);
      const [num, den] = formulasOf(step, valueAt);
      const { value } = step;
      return [
        `${step.number}`,
        plain(source.what(step)),
        plain(howOf(step)),
        num,
        den,
        `=D${row}/E${row}`,
        plain(source.stated(step)),
        `=IF(AND(D${row}=${value.num},E${row}=${value.den}),"${yes}","${no}")`,
        source.unit(step),
        plain(source.source(step)),
      ];
    }),
    ['', result, '', '', '', `=F${rowOf(sheet.result)}`, '', '', currency, ''],
    ['', differing, '', '', '', `=COUNTIF(H2:H${last},"${no}")`, '', '', '', ''],
  ];
};

const rowOf = (number: number): number => number + 1;

/** What a spreadsheet would take for a formula is text. */
const plain = (text: string): string => (/^[=+\-@\t\r]/.test(text) && !/^-?[\d./]+$/.test(text) ? `'${text}` : text);

/** In words of arithmetic, with the numbers of the steps. */
const howOf = (step: Step): string => {
  switch (step.op) {
    case 'given':
      return '';
    case 'sum':
      return step.args.map((number) => `(${number})`).join(' + ');
    case 'sub':
    case 'mul':
    case 'div':
      return `(${step.args[0]}) ${signs[step.op]} (${step.args[1]})`;
    case 'min':
    case 'max':
      return `${step.op}((${step.args[0]}); (${step.args[1]}))`;
    case 'round':
      return `(${step.arg}) ${step.mode}`;
    case 'floor':
      return `[(${step.arg})]`;
    case 'test':
      return `(${step.args[0]}) ${comparisons[step.test]} (${step.args[1]})`;
  }
};

const signs = { sub: '−', mul: '×', div: '÷' } as const;

const comparisons: Readonly<Record<Comparison, string>> = { lt: '<', le: '≤', eq: '=', ne: '≠', ge: '≥', gt: '>' };

type Formulas = readonly [numerator: string, denominator: string];

const formulasOf = (step: Step, valueAt: (number: number) => Fraction): Formulas => {
  switch (step.op) {
    case 'given':
      return [`${step.value.num}`, `${step.value.den}`];
    case 'sum': {
      const { den } = unreduced(step, valueAt);
      return lowest(step.args.map((number) => `D${rowOf(number)}*(${den}/E${rowOf(number)})`).join('+'), `${den}`);
    }
    case 'sub': {
      const [a, b] = pairOf(step.args);
      return lowest(`D${a}*E${b}-D${b}*E${a}`, `E${a}*E${b}`);
    }
    case 'mul': {
      const [a, b] = pairOf(step.args);
      return lowest(`D${a}*D${b}`, `E${a}*E${b}`);
    }
    case 'div': {
      const [a, b] = pairOf(step.args);
      return lowest(`D${a}*E${b}*SIGN(D${b})`, `E${a}*ABS(D${b})`);
    }
    case 'min':
    case 'max': {
      const [a, b] = pairOf(step.args);
      const first = `D${a}*E${b}${step.op === 'min' ? '<' : '>'}D${b}*E${a}`;
      return [`=IF(${first},D${a},D${b})`, `=IF(${first},E${a},E${b})`];
    }
    case 'round': {
      const row = rowOf(step.arg);
      const { den } = step.value;
      const units = `ABS(D${row})*${step.units}`;
      const rest = `MOD(${units},E${row})`;
      const whole = `(${units}-${rest})/E${row}`;
      const up = roundedUp(step.mode, whole, rest, `E${row}`);
      return [`=SIGN(D${row})*(${whole}+${up})/${step.units / den}`, `${den}`];
    }
    case 'floor': {
      const row = rowOf(step.arg);
      return [`=(D${row}-MOD(D${row},E${row}))/E${row}`, '1'];
    }
    case 'test': {
      const [a, b] = pairOf(step.args);
      return [`=IF(D${a}*E${b}${operators[step.test]}D${b}*E${a},1,0)`, '1'];
    }
  }
};

const pairOf = ([a, b]: readonly [number, number]): readonly [number, number] => [rowOf(a), rowOf(b)];

const lowest = (num: string, den: string): Formulas => [
  `=(${num})/GCD(ABS(${num}),${den})`,
  `=(${den})/GCD(ABS(${num}),${den})`,
];

const roundedUp = (mode: RoundingMode, whole: string, rest: string, den: string): string => {
  switch (mode) {
    case 'half-even':
      return `IF(2*${rest}>${den},1,IF(2*${rest}=${den},MOD(${whole},2),0))`;
    case 'half-up':
      return `IF(2*${rest}>=${den},1,0)`;
    case 'down':
      return '0';
    case 'up':
      return `IF(${rest}>0,1,0)`;
  }
};

const operators: Readonly<Record<Comparison, string>> = { lt: '<', le: '<=', eq: '=', ne: '<>', ge: '>=', gt: '>' };
