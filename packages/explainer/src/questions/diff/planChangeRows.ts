import { money, type MoneyRecord } from '@commission-ledger/money';
import { diffPlans, type PlanChange, type PlanDocument } from '@commission-ledger/plans';
import { valueFromJson, type EventRef, type ValueJson } from '@commission-ledger/calculation';
import * as E from 'fp-ts/lib/Either.js';
import type { Said } from '../../render/templates.ts';
import type { DraftRow } from '../composeReply.ts';

/** What two versions of a plan, or two plans, say differently, clause by clause. */
export const planChangeRows = (a: PlanDocument, b: PlanDocument, from: readonly EventRef[]): readonly DraftRow[] =>
  diffPlans(a, b)
    .filter(({ path }) => !ofItself.has(path.split('/')[1] ?? ''))
    .map((change) => ({ said: saidOf(change), from }));

/** Which version it is, since when and with which examples is no term. */
const ofItself: ReadonlySet<string> = new Set(['plan', 'version', 'title', 'effectiveFrom', 'examples']);

const saidOf = (change: PlanChange): Said => {
  const { clause, place, path, from, to } = change;
  const where = clause === undefined ? path : `§${clause.clause}`;
  if (clause !== undefined && place.length === 0 && change.change === 'added')
    return { key: 'diffClauseAdded', holes: { clause: where, title: clause.title.en } };
  if (clause !== undefined && place.length === 0 && change.change === 'removed')
    return { key: 'diffClauseRemoved', holes: { clause: where, title: clause.title.en } };
  return (
    changedSaid(where, change) ?? {
      key: 'diffTermChanged',
      holes: { clause: where, path, before: textOf(from), after: textOf(to) },
    }
  );
};

/** Numbers that people know from their contract. */
const changedSaid = (clause: string, { path, from, to, currency }: PlanChange): Said | undefined => {
  const field = path.slice(path.lastIndexOf('/') + 1);
  if (field === 'rate') {
    const [before, after] = [rateIn(from), rateIn(to)];
    return before === undefined || after === undefined
      ? undefined
      : { key: 'diffTermRate', holes: { clause, before, after } };
  }
  const [before, after] = [amountIn(from, currency), amountIn(to, currency)];
  if (before === undefined || after === undefined) return undefined;
  if (field === 'upTo' || field === 'below') return { key: 'diffTermEdge', holes: { clause, before, after } };
  if (field === 'minimum') return { key: 'diffTermMinimum', holes: { before, after } };
  return field === 'fixed' || field === 'at' || field === 'each' || field === 'flat'
    ? { key: 'diffTermAmount', holes: { clause, before, after } }
    : undefined;
};

const rateIn = (json: unknown): ValueJson | undefined => {
  if (typeof json !== 'string') return undefined;
  const value = { rate: json.replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '') };
  return E.isRight(valueFromJson(value)) ? value : undefined;
};

const amountIn = (json: unknown, currency: string): MoneyRecord | undefined =>
  typeof json === 'string' && E.isRight(money(json, currency)) ? { amount: json, currency } : undefined;

const textOf = (json: unknown): string => {
  if (json === undefined) return '–';
  return typeof json === 'string' ? json : JSON.stringify(json);
};
