import { isNegative, isZero, negate, toJson, type Money } from '@commission-ledger/money';
import type { Said } from '../../render/templates.ts';
import type { Draft } from '../composeReply.ts';

/** What depends on whether everything was read. */
export type AccountDraft = Pick<Draft, 'verdict' | 'amount' | 'root' | 'rows' | 'plans'>;

/** The figures of an account that people ask for. */
export type Standing = Readonly<{ owed: Money; payable: Money; onHold: Money; onItsWay: Money }>;

/** The balance in a sentence, and where it is. */
export const accountVerdict = ({ owed, payable, onHold, onItsWay }: Standing): readonly Said[] => {
  const { currency } = owed;
  return [
    isNegative(owed)
      ? { key: 'accountBelowZero', holes: { owed: toJson(negate(owed)), currency } }
      : { key: 'accountOwes', holes: { amount: toJson(owed), currency } },
    ...(isZero(payable) || isNegative(payable)
      ? []
      : [{ key: 'accountPayable', holes: { amount: toJson(payable) } } as const]),
    ...(isZero(onHold) ? [] : [{ key: 'accountOnHold', holes: { amount: toJson(onHold) } } as const]),
    ...(isZero(onItsWay) ? [] : [{ key: 'accountOnItsWay', holes: { amount: toJson(onItsWay) } } as const]),
  ];
};
