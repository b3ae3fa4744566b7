import { setTimeout as delay } from 'node:timers/promises';

import { type AppendResult, type EventStore, StoreFailure } from '@commission-ledger/event-store';

/** Something that goes wrong in an append. `onAppend` counts the calls from 1; `'every'` is each of them. */
export type AppendFault = Readonly<{ onAppend: number | 'every' }> &
  (
    | /** The store is gone before it gets the events: nothing is written, `Unavailable`. */
      Readonly<{ kind: 'failBefore' }>
    /** The events are written, but the answer gets lost: `Unavailable`. Retrying must write nothing new. */
    | Readonly<{ kind: 'acknowledgementLost' }>
    /** The append waits before it starts: somebody else may write first. */
    | Readonly<{ kind: 'delay'; milliseconds: number }>
    /** Something happens between the caller's reading and its append, such as somebody else's append. */
    | Readonly<{ kind: 'meanwhile'; act: () => Promise<unknown> }>
  );

/** A store that fails as planned. */
export type FaultyEventStore = EventStore &
  Readonly<{
    /** Which faults happened so far, in order: a test that never met its fault has tested nothing. */
    trips(): readonly Trip[];
  }>;

/** A fault that happened. */
export type Trip = Readonly<{ kind: AppendFault['kind']; onAppend: number }>;

/**
 * Wraps a store so that appends fail as planned; reading works as ever. For tests of whatever writes to a
 * store: what it does after a fault must be right whichever fault it was.
 */
export const faultyEventStore = (store: EventStore, plan: readonly AppendFault[]): FaultyEventStore => {
  const trips: Trip[] = [];
  let appends = 0;
  const append: EventStore['append'] = async (stream, events, expected) => {
    appends += 1;
    const call = appends;
    const faults = plan.filter(({ onAppend }) => onAppend === 'every' || onAppend === call);
    for (const fault of faults) {
      trips.push({ kind: fault.kind, onAppend: call });
      await before(fault);
    }
    const result = await store.append(stream, events, expected);
    return faults.some(({ kind }) => kind === 'acknowledgementLost') ? lose(result) : result;
  };
  return {
    append,
    readStream: (stream, options) => store.readStream(stream, options),
    readAll: (options) => store.readAll(options),
    head: () => store.head(),
    subscribe: (options) => store.subscribe(options),
    close: () => store.close(),
    trips: () => [...trips],
  };
};

const before = async (fault: AppendFault): Promise<void> => {
  switch (fault.kind) {
    case 'failBefore':
      throw unavailable('the store went away before it got the events');
    case 'delay':
      return await delay(fault.milliseconds);
    case 'meanwhile':
      await fault.act();
      return;
    case 'acknowledgementLost':
  }
};

const lose = (result: AppendResult): never => {
  throw unavailable(`the answer (${result._tag}) got lost`);
};

const unavailable = (planned: string): StoreFailure =>
  new StoreFailure({ _tag: 'Unavailable', cause: planned }, `A planned fault: ${planned}.`);
