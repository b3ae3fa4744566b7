import { choice, guard, max, min, sub, sum, type Node } from '@commission-ledger/calculation';
import type { Cap, Floor } from '../document/planDocument.ts';
import { feed, standingOf, type Cause } from './cause.ts';
import { bookedOf } from './bookedOf.ts';
import { declared, type Compiler } from './compiler.ts';
import { nothingOf } from './measures.ts';
import { signOf } from './orderOf.ts';
import type { Formula } from './plan.ts';
import type { Reading } from './reading.ts';
import { amountTerm } from './terms.ts';

/** At most so much, for each cause or for the window of a counter; what is above is lost, or paid when there is room. */
export const capOf = (compiler: Compiler, { pay, at, counter, carry }: Cap, path: string): Formula => {
  const inner = compiler.pay(compiler, pay, `${path}/pay`);
  const limit = amountTerm(compiler, at, `${path}/at`, 'limit');
  for (const id of [counter, carry]) if (id !== undefined) declared(compiler.counters, id, 'a counter');
  const { ref } = compiler;
  const { mode } = compiler.document.rounding;
  return {
    reads: [...inner.reads, ...limit.reads, ...[counter, carry].flatMap(readsOf)],
    node: (cause) => {
      const earned = bookedOf(inner.node(cause), mode);
      const most = limit.node(cause);
      if (counter === undefined) return min([earned, most], { name: 'cap', rule: ref });
      const left = sub(most, standingOf(cause, counter).now, { name: 'room' });
      const room = max([left, nothingOf(left)], { name: 'room' });
      if (carry === undefined) return min([earned, room], { name: 'cap', rule: ref });
      if (signOf(earned) < 0) {
        return choice(earned, [[guard('lt', [earned, nothingOf(earned)], ref)]], [], { name: 'cap' });
      }
      // Below zero where what was paid from it has been refunded: later commission makes up for that first.
      const all = sum([earned, standingOf(cause, carry).now], { name: 'available' });
      const available = max([all, nothingOf(all)], { name: 'available' });
      const paid = min([available, room], { name: 'cap', rule: ref });
      if (compiler.feeds) feedUnlessNothing(cause, carry, sub(earned, paid, { name: 'excess' }));
      return paid;
    },
  };
};

/** At least so much, for each cause that earns something, or for the window of a counter in which something was earned. */
export const floorOf = (compiler: Compiler, { pay, at, counter }: Floor, path: string): Formula => {
  const inner = compiler.pay(compiler, pay, `${path}/pay`);
  const limit = amountTerm(compiler, at, `${path}/at`, 'limit');
  if (counter !== undefined) declared(compiler.counters, counter, 'a counter');
  const { ref } = compiler;
  const { mode } = compiler.document.rounding;
  const guaranteed = (earned: Node, least: Node, otherwise: Node): Node => {
    const nothing = nothingOf(earned);
    return signOf(earned) > 0
      ? choice(max([earned, least], { name: 'floor', rule: ref }), [[guard('gt', [earned, nothing], ref)]], [], {
          name: 'floor',
        })
      : choice(otherwise, [[guard('le', [earned, nothing], ref)]], [], { name: 'floor' });
  };
  return {
    reads: [...inner.reads, ...limit.reads, ...readsOf(counter)],
    node: (cause) => {
      const earned = bookedOf(inner.node(cause), mode);
      const least = limit.node(cause);
      if (counter === undefined) return guaranteed(earned, least, earned);
      const before = standingOf(cause, counter).now;
      const after = sum([before, earned], { name: 'counter-after' });
      if (compiler.feeds) feedUnlessNothing(cause, counter, earned);
      const nothing = nothingOf(before);
      return sub(guaranteed(after, least, nothing), guaranteed(before, least, nothing), {
        name: 'commission',
        rule: ref,
      });
    },
  };
};

const readsOf = (counter: string | undefined): readonly Reading[] =>
  counter === undefined ? [] : [{ counter, at: 'before' }];

const feedUnlessNothing = (cause: Cause, counter: string, by: Node): void => {
  if (cause.moves && signOf(by) !== 0) feed(cause, counter, by);
};
