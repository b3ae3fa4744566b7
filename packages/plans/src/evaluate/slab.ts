import { choice, guard, roundNode, sub, type Node } from '@commission-ledger/calculation';
import type { Slab } from '../document/planDocument.ts';
import { bandAt, bandsOf, paidInBand, readsOfBands } from './bands.ts';
import { standingOf } from './cause.ts';
import { declared, type Compiler } from './compiler.ts';
import { counterAt } from './conditions.ts';
import { nothingOf } from './measures.ts';
import { signOf } from './orderOf.ts';
import type { Formula } from './plan.ts';

/**
 * Commission on the whole window at the band that it has reached, less what was already earned in it, by earlier rules of
 * this very rating too when the counter adds them up. What is
 * due is rounded once, so that what was paid in the window is always a rounded amount for the whole. It may be below
 * zero: crossing an edge changes what everything before has earned.
 */
export const slabOf = (
  compiler: Compiler,
  { counter, total = counter, already, bands }: Slab,
  path: string,
): Formula => {
  const kind = declared(compiler.counters, counter, 'a counter');
  declared(compiler.counters, total, 'a counter');
  declared(compiler.counters, already, 'a counter');
  const prepared = bandsOf(compiler, bands, kind, `${path}/bands`);
  const { ref } = compiler;
  const [position, whole] = [counterAt(counter, 'after'), counterAt(total, 'after')];
  const { mode } = compiler.document.rounding;
  return {
    reads: [...position.reads, ...whole.reads, { counter: already, at: 'before' }, ...readsOfBands(prepared)],
    node: (cause) => {
      const reached = position.node(cause);
      const before = standingOf(cause, already).now;
      const due = (): Node => {
        const { band, given } = bandAt(prepared, reached, cause, ref);
        const exact = paidInBand(band, whole.node(cause), given, cause, ref);
        return exact.value._tag === 'money' ? exact : roundNode(exact, mode, { name: 'due' });
      };
      const nothing = (): Node =>
        choice(nothingOf(before), [[guard('le', [reached, nothingOf(reached)], ref)]], [], { name: 'due' });
      return sub(signOf(reached) > 0 ? due() : nothing(), before, { name: 'commission', rule: ref });
    },
  };
};
