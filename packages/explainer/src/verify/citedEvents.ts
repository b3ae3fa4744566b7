import type { EventRef } from '@commission-ledger/calculation';
import type { RecordedEvent } from '@commission-ledger/events';
import { references } from '@commission-ledger/projections';
import * as E from 'fp-ts/lib/Either.js';
import type { EventReader } from '../reading/eventReader.ts';
import { refsOfDeal } from '../document/eventRefs.ts';
import { describeExplainFailure } from '../reading/explainFailure.ts';
import type { Explanation } from '../document/explanation.ts';
import type { ExplanationProblem } from './explanationProblem.ts';
import type { References } from '../reading/references.ts';

/** A citation, with the place in the document where it stands. */
export type Citation = Readonly<{ path: string; ref: EventRef }>;

/** Every citation of an event, with its place. */
export const citationsOf = ({
  about,
  nodes,
  lines,
  charges = [],
  plans,
  program,
}: Explanation): readonly Citation[] => [
  { path: '/about', ref: about.from },
  ...Object.entries(nodes).flatMap(([id, node]) =>
    node.kind === 'fact' ? node.from.map((ref) => ({ path: `/nodes/${id}`, ref })) : [],
  ),
  ...lines.flatMap((line, index) => {
    const path = `/lines/${index}`;
    switch (line.kind) {
      case 'accrual':
        return [line.from, ...refsOfDeal(line.deal)].map((ref) => ({ path, ref }));
      case 'reversal':
        return [line.from, line.original, ...refsOfDeal(line.earned.deal)].map((ref) => ({ path, ref }));
      case 'true-up':
        return [line.from, ...refsOfDeal(line.deal)].map((ref) => ({ path, ref }));
      case 'adjustment':
      case 'draw-advance':
      case 'draw-recovery':
      case 'write-off':
      case 'unclaimed':
        return [{ path, ref: line.from }];
    }
  }),
  ...charges.map(({ from }, index) => ({ path: `/charges/${index}`, ref: from })),
  ...plans.map(({ from }, index) => ({ path: `/plans/${index}`, ref: from })),
  { path: '/program', ref: program.from },
];

/** Reads the event of a citation, and names the first field in which it is not the event cited. */
export const problemOfCitation = async (
  events: EventReader,
  { path, ref }: Citation,
): Promise<E.Either<Extract<ExplanationProblem, { _tag: 'EventDiffers' }>, RecordedEvent>> => {
  const { stream, revision } = ref;
  const at = { _tag: 'EventDiffers', path, stream, revision } as const;
  const read = await events.readAny(ref);
  if (E.isLeft(read)) {
    return E.left({ ...at, field: 'event', stated: ref.event, found: describeExplainFailure(read.left) });
  }
  const event = read.right;
  const fields = [
    ['id', ref.event, event.id],
    ['hash', ref.hash, event.hash],
    ['occurredAt', ref.occurredAt, event.data.occurredAt],
    ['recordedAt', ref.recordedAt, event.recordedAt],
  ] as const;
  const wrong = fields.find(([, stated, found]) => stated !== found);
  if (wrong === undefined) return E.right(event);
  const [field, stated, found] = wrong;
  return E.left({ ...at, field, stated, found });
};

/** An index of the events cited, and of nothing else: what the document rests on has to be in it. */
export const referencesAmong = (events: readonly RecordedEvent[]): References => {
  const index = new Map(events.flatMap((event) => references.keysOf(event).map((key) => [key, event])));
  return { find: async (kind, ids) => ids.map((id) => index.get(`${kind}/${id}`)) };
};
