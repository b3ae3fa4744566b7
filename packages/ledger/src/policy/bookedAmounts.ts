import {
  type EventRef,
  type Name,
  type Node,
  convert,
  fact,
  param,
  ratioOf,
  roundNode,
  text,
} from '@commission-ledger/calculation';
import type { Money } from '@commission-ledger/money';
import { eventRef } from './eventRef.ts';
import type { RatingSources } from './ratingSources.ts';

/** Makes an amount of an event a leaf of a calculation, in the plan's currency. */
export type Amounts = (amount: Money, from: EventRef, name: Name | undefined) => Node;

/**
 * Amounts as the plan books them. What is in another currency is converted at the rate recorded for the day of the cause,
 * and rounded as the plan says. Without a rate it stays as it is, for the plan to refuse.
 */
export const amountsIn = ({ plan, fx }: RatingSources): Amounts => {
  const { document, hash } = plan;
  const { currency } = plan.plan;
  const target = param(
    text(currency),
    { plan: document.plan, version: document.version, hash },
    '/currency',
    'currency',
  );
  return (amount, from, name) => {
    const told = fact({ _tag: 'money', money: amount }, [from], name);
    if (fx === undefined || amount.currency === currency) return told;
    const rate = fact(ratioOf(fx.data.rate), [eventRef(fx, '/rate')], 'fx-rate');
    const converted = convert(told, rate, target);
    return roundNode(converted, document.rounding.mode, name === undefined ? {} : { name });
  };
};
