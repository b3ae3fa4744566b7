import { type LedgerFailure, describeFailure } from '@commission-ledger/ledger';
import type { FactRule, Source } from '../mapping/mapping.ts';
import { isRecord } from '../mapping/closedRecord.ts';
import { expressionOf } from '../mapping/mappingCodec.ts';
import type { CellProblem } from '../rows/row.ts';
import type { PendingFact } from '../sort/pendingFact.ts';

/** Tells that the ledger refused a fact: by the column at fault where the refusal is about one, else by the fact. */
export const refusedFact = (fact: PendingFact, { facts }: Source, failure: LedgerFailure): CellProblem => {
  const rule = facts[fact.rule];
  const cell = rule === undefined ? undefined : cellOf(fact, rule, failure);
  const subject = 'key' in failure ? failure.key : '';
  return { column: fact.type, value: subject, ...cell, reason: describeFailure(failure) };
};

type Cell = Readonly<{ column: string; value: string }>;

const ABOUT_THE_AMOUNT: ReadonlySet<LedgerFailure['_tag']> = new Set([
  'NegativeAmount',
  'AmountIsZero',
  'RefundTooLarge',
  'OtherPayoutAmount',
] as const);

const cellOf = (fact: PendingFact, rule: FactRule, { _tag }: LedgerFailure): Cell | undefined => {
  if (ABOUT_THE_AMOUNT.has(_tag)) return amountOf(fact, rule);
  if (_tag === 'OtherCurrency') return currencyOf(fact, rule) ?? amountOf(fact, rule);
  if (_tag !== 'InTheFuture' || !('column' in rule.occurredAt)) return undefined;
  return { column: rule.occurredAt.column, value: fact.at };
};

const amountOf = ({ data: { amount } }: PendingFact, { fields }: FactRule): Cell | undefined => {
  const expression = expressionOf(fields['amount']);
  if (expression?.kind !== 'amount' || !isRecord(amount)) return undefined;
  return { column: expression.column, value: String(amount['amount']) };
};

/** Where the currency has a column of its own. */
const currencyOf = ({ data: { amount } }: PendingFact, { fields }: FactRule): Cell | undefined => {
  const template: unknown = fields['amount'];
  if (!isRecord(template) || !isRecord(amount)) return undefined;
  const { currency } = template;
  return isRecord(currency) ? { column: String(currency['column']), value: String(amount['currency']) } : undefined;
};
