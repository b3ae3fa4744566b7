import type { EventRef } from '@commission-ledger/calculation';
import type { AsOf, DealSource, Explanation, Line, LogState } from './explanation.ts';

type Cited = Pick<Explanation, 'about' | 'nodes' | 'lines' | 'charges' | 'plans' | 'program'>;

/** Every citation of an event in a document, in its order. */
export const eventRefsOf = ({ about, nodes, lines, charges = [], plans, program }: Cited): readonly EventRef[] => {
  const refs: EventRef[] = [about.from];
  for (const node of Object.values(nodes)) if (node.kind === 'fact') refs.push(...node.from);
  for (const line of lines) addRefsOf(line, refs);
  for (const { from } of [...charges, ...plans, program]) refs.push(from);
  return refs;
};

const addRefsOf = (line: Line, refs: EventRef[]): void => {
  switch (line.kind) {
    case 'accrual':
    case 'true-up':
      refs.push(line.from, ...refsOfDeal(line.deal));
      return;
    case 'reversal':
      refs.push(line.from, line.original, ...refsOfDeal(line.earned.deal));
      return;
    case 'adjustment':
    case 'draw-advance':
    case 'draw-recovery':
    case 'write-off':
    case 'unclaimed':
      refs.push(line.from);
  }
};

/** Of the win of a deal, and of its amendments. */
export const refsOfDeal = ({ from, amendments = [] }: DealSource): readonly EventRef[] => [
  from,
  ...amendments.map((amendment) => amendment.from),
];

/** How far the history was known: the newest event cited says it, so no clock is needed. */
export const knownThrough = (document: Cited, effective: string): Known =>
  knownThroughRefs(eventRefsOf(document), document.about.from, effective);

type Known = Readonly<{ asOf: AsOf; log: LogState }>;

/** {@link knownThrough} by the citations themselves, of which `first` is one. */
export const knownThroughRefs = (refs: readonly EventRef[], first: EventRef, effective: string): Known => {
  const newest = refs.reduce((latest, ref) => (isNewer(ref, latest) ? ref : latest), first);
  return {
    asOf: { effective, known: newest.recordedAt },
    log: {
      events: new Set(refs.map(({ event }) => event)).size,
      stream: newest.stream,
      revision: newest.revision,
      head: newest.hash,
    },
  };
};

/** By the time recorded; of two recorded at once, by place, so that the answer does not depend on the order read. */
const isNewer = (a: EventRef, b: EventRef): boolean => {
  if (a.recordedAt !== b.recordedAt) return a.recordedAt > b.recordedAt;
  return a.stream === b.stream ? a.revision > b.revision : a.stream > b.stream;
};
