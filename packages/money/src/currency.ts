import { data } from 'currency-codes';
import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { printable } from './printable.ts';

interface CurrencyCodeBrand {
  readonly CurrencyCode: unique symbol;
}

/** An ISO 4217 code that money can be counted in, in upper case: `EUR`, `JPY`, `KWD`. */
export type CurrencyCode = string & CurrencyCodeBrand;

/** No such currency, or one without a minor unit. `input` has at most 8 printable characters. */
export type UnknownCurrency = Readonly<{ _tag: 'UnknownCurrency'; input: string }>;

/** ISO 4217 gives these no minor unit ("N.A."): metals, bond units, accounting units, testing, no currency. */
const withoutMinorUnit = new Set('XAG XAU XBA XBB XBC XBD XDR XPD XPT XSU XTS XUA XXX'.split(' '));

/** ISO 4217 amendment 176 (2025): the Caribbean guilder, newer than the table's data. */
const amendments: readonly (readonly [string, number])[] = [['XCG', 2]];

const scales: ReadonlyMap<string, number> = new Map([
  ...amendments,
  ...data.filter(({ code }) => !withoutMinorUnit.has(code)).map(({ code, digits }) => [code, digits] as const),
]);

const isCurrencyCode = (input: unknown): input is CurrencyCode => typeof input === 'string' && scales.has(input);

/** The currency with this code. Lower case is refused: `eur` is more often a mistake than a currency. */
export const currency = (code: string): E.Either<UnknownCurrency, CurrencyCode> =>
  isCurrencyCode(code) ? E.right(code) : E.left({ _tag: 'UnknownCurrency', input: printable(code, 8) });

/**
 * How many decimals the currency has: 2 for `EUR`, 0 for `JPY`, 3 for `KWD`.
 * @see https://www.iso.org/iso-4217-currency-codes.html
 */
export const scaleOf = (code: CurrencyCode): number => {
  const scale = scales.get(code);
  if (scale === undefined) throw new Error('A currency code was made without `currency`.');
  return scale;
};

/** {@link CurrencyCode} at a boundary. */
export const CurrencyCodeJson: t.Type<CurrencyCode, string> = new t.Type<CurrencyCode, string>(
  'CurrencyCode',
  isCurrencyCode,
  (input, context) => (isCurrencyCode(input) ? t.success(input) : t.failure(input, context, 'unknown currency')),
  String,
);
