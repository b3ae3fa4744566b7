import { choice, div, guard, min, mul, roundNode, sub, type Node } from '@commission-ledger/calculation';
import type { Collected } from '../document/planDocument.ts';
import { bookedOf } from './bookedOf.ts';
import { afterOf, standingOf, type Cause } from './cause.ts';
import { declared, type Compiler } from './compiler.ts';
import { nothingOf } from './measures.ts';
import { signOf } from './orderOf.ts';
import type { Formula } from './plan.ts';

/**
 * Commission on the whole deal in the ratio that the customer has paid: what is due on all collected so far, less what
 * was due before. More than the deal is never collected.
 */
export const collectedOf = (compiler: Compiler, { pay, counter }: Collected, path: string): Formula => {
  const inner = compiler.pay(compiler, pay, `${path}/pay`);
  const deal = declared(compiler.measures, 'deal', 'a measure');
  declared(compiler.counters, counter, 'a counter');
  const { ref } = compiler;
  const { mode } = compiler.document.rounding;
  return {
    reads: [...inner.reads, ...deal.reads, { counter, at: 'before' }, { counter, at: 'after' }],
    node: (cause) => {
      const whole = deal.node(cause);
      if (signOf(whole) <= 0) {
        const nothing = nothingOf(whole);
        return choice(nothing, [[guard('le', [whole, nothing], ref)]], [], { name: 'commission' });
      }
      const commission = namedDue(bookedOf(inner.node(cause), mode), mode);
      const dueOn = (node: Node, name: 'collected-before' | 'collected-after'): Node => {
        const part = div(min([node, whole], { name }), whole, { name: 'share' });
        return roundNode(mul(commission, part, { name: 'due', rule: ref }), mode, { name: 'due' });
      };
      const [before, after] = [foundIn(cause, counter), afterOf(cause, counter).node];
      return sub(dueOn(after, 'collected-after'), dueOn(before, 'collected-before'), { name: 'commission', rule: ref });
    },
  };
};

const foundIn = (cause: Cause, counter: string): Node => standingOf(cause, counter).found;

/** The commission on the whole deal, as such. */
const namedDue = (node: Node, mode: Parameters<typeof roundNode>[1]): Node =>
  node.kind === 'round' ? { ...node, name: 'deal-due' } : roundNode(node, mode, { name: 'deal-due' });
