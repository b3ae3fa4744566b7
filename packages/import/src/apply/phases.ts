import { hostFactOf } from '../mapping/hostFacts.ts';
import type { PendingFact } from '../sort/pendingFact.ts';

/**
 * Parts facts into phases that can be applied one after another, the facts of a phase at once, with the verdicts that
 * applying all of them one by one would have had: a fact comes in a later phase than every fact before it that
 * writes what it reads or writes, or reads what it writes. The facts of one row are never in the same phase.
 */
export const phasesOf = (facts: readonly PendingFact[]): readonly (readonly PendingFact[])[] => {
  const written = new Map<string, number>();
  const read = new Map<string, number>();
  const phases: PendingFact[][] = [];
  for (const fact of facts) {
    const { writes, reads } = hostFactOf(fact.type);
    const writing = [...writes(fact.data), `row ${fact.source} ${fact.row}`];
    const reading = reads(fact.data);
    let phase = 0;
    for (const stream of reading) phase = Math.max(phase, (written.get(stream) ?? -1) + 1);
    for (const stream of writing)
      phase = Math.max(phase, (written.get(stream) ?? -1) + 1, (read.get(stream) ?? -1) + 1);
    for (const stream of writing) written.set(stream, phase);
    for (const stream of reading) read.set(stream, Math.max(phase, read.get(stream) ?? -1));
    (phases[phase] ??= []).push(fact);
  }
  return phases;
};
