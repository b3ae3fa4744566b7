import type { Lookup } from '../document/planDocument.ts';
import { bandAt, bandsOf, paidInBand, readsOfBands } from './bands.ts';
import { declared, type Compiler } from './compiler.ts';
import { counterAt } from './conditions.ts';
import { baseOf } from './measures.ts';
import type { Formula, Kind } from './plan.ts';

/** One band pays for the whole cause: the one that a counter, or a measure of the cause itself, stands in. */
export const lookupOf = (compiler: Compiler, { of, by, bands }: Lookup, path: string): Formula => {
  const measure = declared(compiler.measures, of, 'a measure');
  const position = positionOf(compiler, by);
  const prepared = bandsOf(compiler, bands, position.kind, `${path}/bands`);
  return {
    reads: [...measure.reads, ...position.reads, ...readsOfBands(prepared)],
    node: (cause) => {
      const { band, given } = bandAt(prepared, position.node(cause), cause, compiler.ref);
      return paidInBand(band, baseOf(measure.node(cause)), given, cause, compiler.ref);
    },
  };
};

const positionOf = (compiler: Compiler, by: Lookup['by']): Formula & Readonly<{ kind: Kind }> =>
  'measure' in by
    ? declared(compiler.measures, by.measure, 'a measure')
    : { ...counterAt(by.counter, by.at), kind: declared(compiler.counters, by.counter, 'a counter') };
