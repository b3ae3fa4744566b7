import { valueFromJson, type ValueJson } from '@commission-ledger/calculation';
import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { isNoun } from '../render/counted.ts';
import { holesIn } from '../render/holes.ts';
import { isPosition } from '../render/say.ts';
import { templates, type Said } from '../render/templates.ts';
import { Day, Text, Whole } from './fields.ts';

const isKey = (key: unknown): key is Said['key'] => typeof key === 'string' && Object.hasOwn(templates, key);

const isValue = (input: unknown): input is ValueJson => E.isRight(valueFromJson(input));

/** An amount, a rate, or a plain number such as a count. */
const isNumber = (input: unknown): boolean =>
  typeof input === 'string' ? /^-?\d{1,32}(?:\.\d{1,32})?$/.test(input) : isValue(input);

/** What each kind of hole takes; of what is counted: a whole number. */
const kinds: ReadonlyMap<string, (input: unknown) => boolean> = new Map<string, (input: unknown) => boolean>([
  ['money', isNumber],
  ['rate', isNumber],
  ['text', Text.is],
  ['partner', Text.is],
  ['window', Text.is],
  ['field', Text.is],
  ['date', Day.is],
  ['mode', (input) => input === 'half-even' || input === 'half-up' || input === 'down' || input === 'up'],
  ['position', (input) => typeof input === 'string' && isPosition(input)],
  ['list', (input) => Array.isArray(input) && input.every(isValue)],
  ['title', (input) => Array.isArray(input) && (input.length === 1 || input.length === 2) && input.every(Text.is)],
  ['formula', (input) => isFormula(input)],
]);

const isFormula = (input: unknown): boolean => {
  if (!t.UnknownRecord.is(input) || Object.keys(input).toSorted().join() !== 'args,op,value') return false;
  const { op, args, value } = input;
  return Text.is(op) && Array.isArray(args) && args.every(isValue) && isValue(value);
};

const fits = (kind: string, value: unknown): boolean =>
  isNoun(kind) ? Whole.is(value) : (kinds.get(kind)?.(value) ?? false);

const isSaid = (input: unknown): input is Said => {
  if (!t.UnknownRecord.is(input) || Object.keys(input).toSorted().join() !== 'holes,key') return false;
  const { key, holes } = input;
  if (!isKey(key) || !t.UnknownRecord.is(holes)) return false;
  const expected = holesIn(templates[key]);
  const given = Object.entries(holes);
  return given.length === expected.size && given.every(([name, value]) => fits(expected.get(name) ?? '', value));
};

/** A sentence: its template is known, and what it has is just what goes into its holes, each of its kind. */
export const SaidCodec: t.Type<Said, unknown> = new t.Type<Said, unknown>(
  'a sentence with its holes',
  isSaid,
  (input, context) => (isSaid(input) ? t.success(input) : t.failure(input, context)),
  t.identity,
);
