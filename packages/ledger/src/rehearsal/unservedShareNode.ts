import {
  type Node,
  type RuleRef,
  addMonths,
  days,
  div,
  min,
  months,
  param,
  ratioOf,
  sub,
} from '@commission-ledger/calculation';
import { exactOf } from '@commission-ledger/money';
import type { CancellationTerms } from '@commission-ledger/plans';

/**
 * The part of the term of a deal that was not served, from 0 to 1, as a calculation; nothing where all is taken back,
 * whatever was served.
 * @param won the local day of the win, as a text
 * @param cancelled the local day of the cancellation, as a text
 */
export const unservedShareNode = (
  terms: CancellationTerms,
  won: Node,
  cancelled: Node,
  rule: RuleRef,
): Node | undefined => {
  if (terms.takeBack === 'all') return undefined;
  const term = param(ratioOf(exactOf(BigInt(terms.term))), rule, '/cancellation/term', 'term');
  switch (terms.by) {
    case 'months': {
      const served = min([months(won, cancelled, { name: 'months' }), term], { name: 'served' });
      return div(sub(term, served, { name: 'unserved' }), term, { name: 'unserved-share' });
    }
    case 'days': {
      const end = addMonths(won, term, { name: 'term-end' });
      const whole = days(won, end, { name: 'days' });
      const rest = min([days(cancelled, end, { name: 'days' }), whole], { name: 'unserved' });
      return div(rest, whole, { name: 'unserved-share' });
    }
  }
};
