import { valueFromJson, type EventRef } from '@commission-ledger/calculation';
import type { MoneyRecord } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { closedRecord } from './closedRecord.ts';
import type { PlanSource, ProgramSource, AsOf, LogState } from './explanation.ts';

/** A codec for what fits a predicate, as it is. */
export const check = <A>(name: string, is: (input: unknown) => input is A): t.Type<A, unknown> =>
  new t.Type<A, unknown>(
    name,
    is,
    (input, context) => (is(input) ? t.success(input) : t.failure(input, context)),
    t.identity,
  );

/** Text of a grammar. */
export const matching = (name: string, grammar: RegExp): t.Type<string, unknown> =>
  check(name, (input): input is string => typeof input === 'string' && grammar.test(input));

/** Text that any program can write. */
export const Text = check(
  'well-formed text',
  (input): input is string => typeof input === 'string' && !/\p{Surrogate}/u.test(input),
);
/** A whole number, not negative. */
export const Whole = check(
  'a whole number',
  (input): input is number => Number.isSafeInteger(input) && Number(input) >= 0,
);
/** A date. */
export const Day = matching('a date, YYYY-MM-DD', /^\d{4}-\d{2}-\d{2}$/);
/** A hash. */
export const Sha256 = matching('64 hexadecimal digits', /^[0-9a-f]{64}$/);
/** The id of a node. */
export const NodeIdText = matching('a node id', /^[0-9a-f]{16}$/);
/** Booked money. */
export const Booked = check('booked money', (input): input is MoneyRecord => {
  const value = valueFromJson(input);
  return E.isRight(value) && value.right._tag === 'money';
});
/** One of a few words. */
export const oneOf = <A extends string>(...options: readonly A[]): t.Type<A, unknown> =>
  check(options.join(' | '), (input): input is A => options.some((option) => option === input));

/** A citation of an event. */
export const Ref: t.Type<EventRef, unknown> = closedRecord(
  'a citation of an event',
  {
    event: Text,
    stream: Text,
    revision: Whole,
    hash: Sha256,
    path: matching('a JSON Pointer', /^(?:\/|$)/),
    occurredAt: Text,
    recordedAt: Text,
  },
  {},
);

/** Every plan version that was applied. */
export const Plans: t.Type<readonly PlanSource[], unknown> = t.readonlyArray(
  closedRecord('a plan version', { plan: Text, version: Whole, hash: Sha256, from: Ref }, {}),
);

/** The program. */
export const Program: t.Type<ProgramSource, unknown> = closedRecord(
  'a program',
  { program: Text, timeZone: Text, from: Ref },
  {},
);

/** The day an answer is about, and how far the history was known. */
export const Clocks: t.Type<AsOf, unknown> = closedRecord('two clocks', { effective: Day, known: Text }, {});

/** How many events are cited, and the newest. */
export const Log: t.Type<LogState, unknown> = closedRecord(
  'a state of the log',
  { events: Whole, stream: Text, revision: Whole, head: Sha256 },
  {},
);
