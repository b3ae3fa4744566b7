import { diceOf } from '../simulator/dice.ts';
import type { DocumentStoreFault } from './documentStoreFault.ts';
import type { EventStoreFault } from './eventStoreFault.ts';

/** How many faults there are, and of which kinds. */
export type RandomFaultOptions<Kind extends string> = Readonly<{
  /** How many calls of each sort the plan is for: 100. */
  calls?: number;
  /** How many calls of a thousand go wrong: 100. */
  perMille?: number;
  /** Which faults may be drawn; all of them unless said. */
  kinds?: readonly [Kind, ...Kind[]];
}>;

/** What can be drawn for an event store: all but `meanwhile`, which needs an act. */
export type RandomEventStoreFault = Exclude<EventStoreFault['kind'], 'meanwhile'>;

/** What can be drawn for a document store: all but `meanwhile`, which needs an act. */
export type RandomDocumentStoreFault = Exclude<DocumentStoreFault['kind'], 'meanwhile'>;

/** A plan of faults for an event store, the same for the same seed (a whole number). */
export const randomEventStoreFaults = (
  seed: number,
  { calls = 100, perMille = 100, kinds = eventStoreKinds }: RandomFaultOptions<RandomEventStoreFault> = {},
): readonly EventStoreFault[] => {
  const dice = diceOf(seed);
  const place = (): number => dice.between(0, 5);
  return callsUpTo(calls).flatMap((call) =>
    dice.perMille(perMille) ? eventStoreFaults(dice.pick(kinds), call, place) : [],
  );
};

/** A plan of faults for a document store, the same for the same seed (a whole number). */
export const randomDocumentStoreFaults = (
  seed: number,
  { calls = 100, perMille = 100, kinds = documentStoreKinds }: RandomFaultOptions<RandomDocumentStoreFault> = {},
): readonly DocumentStoreFault[] => {
  const dice = diceOf(seed);
  return callsUpTo(calls).flatMap((call): readonly DocumentStoreFault[] => {
    if (!dice.perMille(perMille)) return [];
    const kind = dice.pick(kinds);
    return kind === 'failRead' ? [{ kind, onRead: call }] : [{ kind, onWrite: call }];
  });
};

const eventStoreKinds = [
  'failBefore',
  'acknowledgementLost',
  'delay',
  'failRead',
  'staleRead',
  'drop',
  'silentEnd',
  'duplicate',
  'reorder',
  'gap',
] as const;

const documentStoreKinds = ['failBefore', 'acknowledgementLost', 'conflict', 'failRead'] as const;

const callsUpTo = (calls: number): readonly number[] => Array.from({ length: calls }, (_, index) => index + 1);

/** A delivery goes wrong in reads and in subscriptions alike. */
const eventStoreFaults = (
  kind: RandomEventStoreFault,
  call: number,
  place: () => number,
): readonly EventStoreFault[] => {
  switch (kind) {
    case 'failBefore':
    case 'acknowledgementLost':
      return [{ kind, onAppend: call }];
    case 'delay':
      return [{ kind, onAppend: call, milliseconds: place() }];
    case 'failRead':
      return [{ kind, onRead: call }];
    case 'staleRead':
      return [{ kind, onRead: call, behind: 1 + place() }];
    case 'drop':
    case 'silentEnd':
      return [{ kind, onSubscription: call, at: place() }];
    case 'duplicate':
    case 'reorder':
    case 'gap':
      return [
        { kind, onRead: call, at: place() },
        { kind, onSubscription: call, at: place() },
      ];
  }
};
