import { type Instant, InstantCodec, LocalDateCodec } from '@commission-ledger/calendar';
import { CurrencyCodeJson, ExactJson, MoneyJson } from '@commission-ledger/money';
import * as t from 'io-ts';
import { Id } from '../id.ts';
import { named } from './named.ts';

const MAX_TEXT = 500;

const MAX_LONG_TEXT = 10_000;

/** Control characters and lone surrogates. */
const FORBIDDEN = /[\p{Cc}\p{Cs}]/u;

/** Most texts: nothing to normalise, nothing to look for. */
const PLAIN_ASCII = /^[ -~]{1,500}$/;

/** Whether it is text that {@link PlainText} takes as it stands, as most does. */
export const isPlainAscii = (input: unknown): boolean => typeof input === 'string' && PLAIN_ASCII.test(input);

/** Text that a person reads: not empty, at most 500 characters, no control characters, in normal form C. */
export const PlainText = new t.Type<string, string>(
  'PlainText',
  (input): input is string => plainTextOf(input) !== undefined,
  (input, context) => {
    const text = plainTextOf(input);
    return text === undefined
      ? t.failure(input, context, `must be 1–${MAX_TEXT} characters without control characters`)
      : t.success(text);
  },
  (text) => plainTextOf(text) ?? text,
);

const plainTextOf = (input: unknown): string | undefined => {
  if (typeof input !== 'string' || input.length > 4 * MAX_TEXT) return undefined;
  if (PLAIN_ASCII.test(input)) return input;
  const text = input.normalize('NFC');
  return isText(text) ? text : undefined;
};

const isText = (text: string): boolean => text.length > 0 && text.length <= MAX_TEXT && !FORBIDDEN.test(text);

/** Control characters other than tab and line feed, and lone surrogates. */
const FORBIDDEN_IN_LONG = /[^\P{Cc}\t\n]|\p{Cs}/u;

/** Text of several lines that a person reads: 1–10,000 characters in normal form C, lines ended by line feeds. */
export const LongText = new t.Type<string, string>(
  'LongText',
  (input): input is string => longTextOf(input) !== undefined,
  (input, context) => {
    const text = longTextOf(input);
    return text === undefined
      ? t.failure(input, context, `must be 1–${MAX_LONG_TEXT} characters; tabs and line feeds are the only controls`)
      : t.success(text);
  },
  (text) => longTextOf(text) ?? text,
);

const longTextOf = (input: unknown): string | undefined => {
  if (typeof input !== 'string' || input.length > 4 * MAX_LONG_TEXT) return undefined;
  const text = input.normalize('NFC').replaceAll('\r\n', '\n');
  return text.trim().length > 0 && text.length <= MAX_LONG_TEXT && !FORBIDDEN_IN_LONG.test(text) ? text : undefined;
};

/** The key under which another system knows something: like {@link PlainText}, but kept to the byte. */
export const ForeignKey = new t.Type<string, string>(
  'ForeignKey',
  (input): input is string => typeof input === 'string' && isText(input),
  (input, context) =>
    typeof input === 'string' && isText(input)
      ? t.success(input)
      : t.failure(input, context, `must be 1–${MAX_TEXT} characters without control characters`),
  t.identity,
);

/** Every event says when it happened in the business. When it was recorded is in the frame. */
export const happened = {
  occurredAt: new t.Type<Instant, string>(
    'Instant',
    (input): input is Instant => InstantCodec.is(input),
    (input, context) => (isStoredInstant(input) ? t.success(input) : InstantCodec.validate(input, context)),
    (at) => InstantCodec.encode(at),
  ),
};

/** The form in which instants are stored. Every event has one, so what nearly all of them look like is told quickly. */
const isStoredInstant = (input: unknown): input is Instant =>
  typeof input === 'string' && STORED_INSTANT.test(input) && LocalDateCodec.is(input.slice(0, 10));

const STORED_INSTANT = /^[\d-]{10}T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;

/** The key under which another system knows the thing, when it differs from the id. */
export const foreign = t.partial({ foreignKey: ForeignKey });

/** A cause of commission: a won deal, or a payment on it. */
export const CauseRef = t.readonly(t.strict({ kind: t.union([t.literal('win'), t.literal('payment')]), id: Id }));

/** JSON that the layer above owns, such as a plan document: carried and hashed, never interpreted here. */
export const OpaqueJson = t.UnknownRecord;

/** A currency whose code is checked, where no amount is beside it. */
export const Currency = new t.Type<string, string>(
  'Currency',
  (input): input is string => CurrencyCodeJson.is(input),
  (input, context) => CurrencyCodeJson.validate(input, context),
  t.identity,
);

/** SHA-256, hexadecimal. */
export const Sha256 = new t.Type<string, string>(
  'Sha256',
  (input): input is string => typeof input === 'string' && /^[0-9a-f]{64}$/.test(input),
  (input, context) =>
    typeof input === 'string' && /^[0-9a-f]{64}$/.test(input)
      ? t.success(input)
      : t.failure(input, context, 'must be 64 hexadecimal digits'),
  t.identity,
);

/** A whole number from 0 on, such as a revision, a version or a count. */
export const Whole = new t.Type<number, number>(
  'Whole',
  (input): input is number => Number.isSafeInteger(input) && Number(input) >= 0,
  (input, context) =>
    typeof input === 'number' && Number.isSafeInteger(input) && input >= 0
      ? t.success(input)
      : t.failure(input, context, 'must be a whole number from 0 on'),
  t.identity,
);

/**
 * The window of a counter: a period of the program's calendar, such as `2017-Q1`, and after a stroke the deal or the
 * text for which the counter is kept, such as `2017-Q1/Orion Consulting`.
 */
export const WindowKey = new t.Type<string, string>(
  'WindowKey',
  (input): input is string => typeof input === 'string' && isWindowKey(input),
  (input, context) =>
    typeof input === 'string' && isWindowKey(input)
      ? t.success(input)
      : t.failure(input, context, 'must be a period, or a period, a stroke and a text'),
  t.identity,
);

const isWindowKey = (text: string): boolean => {
  const stroke = text.indexOf('/');
  if (stroke < 0) return isText(text);
  return isText(text.slice(0, stroke)) && isText(text.slice(stroke + 1));
};

/** Amounts told beside the main one, by name: tax, shipping, cost. */
export const Amounts = t.readonly(named(MoneyJson));

/** Numbers told beside the amount, by name: seats, meetings. */
export const Quantities = t.readonly(named(ExactJson));

/** What a counter stands at: money, or a number of units. */
export const CounterValue = t.union([MoneyJson, ExactJson]);
