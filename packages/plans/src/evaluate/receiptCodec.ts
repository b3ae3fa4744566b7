import { valueFromJson, type ValueJson } from '@commission-ledger/calculation';
import type { MoneyRecord } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { closedRecord, codec, dictionary, type JsonCodec } from '../document/closedRecord.ts';
import type { Beneficiary } from '../document/planDocument.ts';
import type { CounterJson, Receipt, ReceiptCounter } from './receipt.ts';

const valueJson: JsonCodec<ValueJson> = codec<ValueJson>('a value', (input, context) => {
  const read = valueFromJson(input);
  return E.isRight(read) && isValueJson(input) ? t.success(input) : t.failure(input, context, 'expected a value');
});

const isValueJson = (input: unknown): input is ValueJson => E.isRight(valueFromJson(input));

const moneyJson: JsonCodec<MoneyRecord> = codec<MoneyRecord>('an amount', (input, context) =>
  isAmount(input) ? t.success(input) : t.failure(input, context, 'expected an amount'),
);

const isAmount = (input: unknown): input is MoneyRecord => {
  const read = valueFromJson(input);
  return E.isRight(read) && read.right._tag === 'money';
};

const standing: JsonCodec<CounterJson> = codec<CounterJson>('an amount or a number', (input, context) =>
  isStanding(input) ? t.success(input) : t.failure(input, context, 'expected an amount or a number'),
);

const isStanding = (input: unknown): input is CounterJson => {
  const read = valueFromJson(input);
  return E.isRight(read) && (read.right._tag === 'money' || read.right._tag === 'ratio');
};

const counter: JsonCodec<ReceiptCounter> = closedRecord(
  'a counter',
  { counter: t.string, window: t.string, before: standing, after: standing },
  {},
);

const beneficiary: JsonCodec<Beneficiary> = codec<Beneficiary>('a beneficiary', (input, context) =>
  isBeneficiary(input) ? t.success(input) : t.failure(input, context, 'expected a beneficiary'),
);

const isBeneficiary = (input: unknown): input is Beneficiary =>
  typeof input === 'string' && /^(?:referrer|upline(?:-[2-9])?|overlay-[A-Za-z0-9_-]+)$/.test(input);

const part = closedRecord('a part', { number: t.number, of: t.number }, {});

/** A receipt as it is stored. Unknown fields are refused: what cannot be read cannot be compared. */
export const ReceiptCodec: JsonCodec<Receipt> = closedRecord(
  'a receipt',
  {
    schema: t.literal('receipt/1'),
    plan: t.string,
    version: t.number,
    hash: t.string,
    rule: t.string,
    clause: t.string,
    beneficiary,
    operands: dictionary('operands by name', valueJson),
    counters: t.readonlyArray(counter),
    amount: moneyJson,
    sources: t.readonlyArray(t.string),
  },
  { part, exact: valueJson, residue: valueJson },
);
