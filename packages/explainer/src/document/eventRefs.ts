import type { EventRef } from '@commission-ledger/calculation';
import type { AsOf, DealSource, Explanation, LogState } from './explanation.ts';

type Cited = Pick<Explanation, 'about' | 'nodes' | 'lines' | 'charges' | 'plans' | 'program'>;

/** Every citation of an event in a document, in its order. */
export const eventRefsOf = ({ about, nodes, lines, charges = [], plans, program }: Cited): readonly EventRef[] => [
  about.from,
  ...Object.values(nodes).flatMap((node) => (node.kind === 'fact' ? node.from : [])),
  ...lines.flatMap((line) => {
    switch (line.kind) {
      case 'accrual':
        return [line.from, ...refsOfDeal(line.deal)];
      case 'reversal':
        return [line.from, line.original, ...refsOfDeal(line.earned.deal)];
      case 'true-up':
        return [line.from, ...refsOfDeal(line.deal)];
      case 'adjustment':
      case 'draw-advance':
      case 'draw-recovery':
      case 'write-off':
      case 'unclaimed':
        return [line.from];
    }
  }),
  ...charges.map(({ from }) => from),
  ...plans.map(({ from }) => from),
  program.from,
];

/** Of the win of a deal, and of its amendments. */
export const refsOfDeal = ({ from, amendments = [] }: DealSource): readonly EventRef[] => [
  from,
  ...amendments.map((amendment) => amendment.from),
];

/** How far the history was known: the newest event cited says it, so no clock is needed. */
export const knownThrough = (document: Cited, effective: string): Readonly<{ asOf: AsOf; log: LogState }> => {
  const refs = eventRefsOf(document);
  const newest = refs.reduce((latest, ref) => (isNewer(ref, latest) ? ref : latest), document.about.from);
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
