import { builtInMeasures } from '../document/measure.ts';
import { attributeOf, parameterOf } from './cause.ts';
import { declared, type Compiler } from './compiler.ts';
import { dateOf, givenBy } from './measures.ts';
import type { Formula, PreparedEvidence } from './plan.ts';
import { readingKey, type Reading } from './reading.ts';

/** What a receipt has to state for a rule that reads all this. */
export const evidenceOf = (compiler: Compiler, reads: readonly Reading[]): PreparedEvidence => ({
  operands: reads.flatMap((reading) => {
    const node = operandOf(compiler, reading);
    return node === undefined ? [] : [{ name: nameOf(reading), node }];
  }),
  counters: reads.flatMap((reading) => ('counter' in reading ? [reading] : [])),
});

/** Built-in measures have no prefix. */
const nameOf = (reading: Reading): string =>
  'measure' in reading && builtIn.has(reading.measure) ? reading.measure : readingKey(reading);

const builtIn: ReadonlySet<string> = new Set(builtInMeasures);

/** Counters are told apart. */
const operandOf = (compiler: Compiler, reading: Reading): Formula['node'] | undefined => {
  if ('measure' in reading) return declared(compiler.measures, reading.measure, 'a measure').node;
  if ('attribute' in reading) return (cause) => attributeOf(cause, reading.attribute);
  if ('date' in reading) return (cause) => dateOf(cause, reading.date);
  if ('parameter' in reading) return (cause) => parameterOf(cause, reading.parameter);
  return 'commission' in reading ? (cause) => givenBy(cause, reading.commission) : undefined;
};
