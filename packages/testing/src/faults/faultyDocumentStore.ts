import type { DocumentStore } from '@commission-ledger/projections';

import type {
  DocumentRead,
  DocumentStoreFault,
  DocumentTrip,
  DocumentWrite,
  DocumentWriteFault,
} from './documentStoreFault.ts';
import type { WhichCall } from './eventStoreFault.ts';
import { plannedFailure } from './plannedFailure.ts';

/** A document store that fails as planned. */
export type FaultyDocumentStore = DocumentStore &
  Readonly<{
    /** Which faults happened so far, in order: a test that never met its fault has tested nothing. */
    trips(): readonly DocumentTrip[];
  }>;

/** Wraps a document store so that reading and writing fail as planned, and work as ever where no fault is planned. */
export const faultyDocumentStore = (
  documents: DocumentStore,
  plan: readonly DocumentStoreFault[],
): FaultyDocumentStore => {
  const trips: DocumentTrip[] = [];
  const calls = new Map<string, number>();
  const count = (what: string): number => {
    const call = (calls.get(what) ?? 0) + 1;
    calls.set(what, call);
    return call;
  };

  /** Does the work of a write; `refused` is what it answers when somebody else was first, if it can say so. */
  const write = async <A>(of: DocumentWrite, work: () => Promise<A>, refused?: A): Promise<A> => {
    const [all, own] = [count('every write'), count(of)];
    const due = plan.filter(isWriteFault).filter((fault) => isDue(fault.onWrite, fault.of, of, { all, own }));
    for (const fault of due) {
      if (fault.kind === 'conflict' && refused === undefined) continue;
      trips.push({ kind: fault.kind, onWrite: fault.of === undefined ? all : own, of });
      if (fault.kind === 'failBefore') throw plannedFailure(`the store went away before the ${of}`);
      if (fault.kind === 'meanwhile') await fault.act();
      if (fault.kind === 'conflict' && refused !== undefined) return refused;
    }
    const answer = await work();
    if (due.some(({ kind }) => kind === 'acknowledgementLost')) {
      throw plannedFailure(`the answer to the ${of} got lost`);
    }
    return answer;
  };
  const read = async <A>(of: DocumentRead, work: () => Promise<A>): Promise<A> => {
    const [all, own] = [count('every read'), count(of)];
    for (const fault of plan) {
      if (!('onRead' in fault) || !isDue(fault.onRead, fault.of, of, { all, own })) continue;
      trips.push({ kind: 'failRead', onRead: fault.of === undefined ? all : own, of });
      throw plannedFailure(`the store went away before the ${of}`);
    }
    return await work();
  };

  return {
    read: (projection, key) => read('read', () => documents.read(projection, key)),
    readMany: (projection, keys) => read('readMany', () => documents.readMany(projection, keys)),
    list: (projection, options) => read('list', () => documents.list(projection, options)),
    checkpoint: (projection) => read('checkpoint', () => documents.checkpoint(projection)),
    checkpoints: () => read('checkpoints', () => documents.checkpoints()),
    commit: (batch) => write('commit', () => documents.commit(batch), false),
    replace: (projection, by) => write('replace', () => documents.replace(projection, by), false),
    clear: (projection) => write('clear', () => documents.clear(projection)),
    trips: () => [...trips],
  };
};

const isWriteFault = (fault: DocumentStoreFault): fault is DocumentWriteFault => 'onWrite' in fault;

const isDue = (
  which: WhichCall,
  of: string | undefined,
  method: string,
  { all, own }: Readonly<{ all: number; own: number }>,
): boolean => (of === undefined || of === method) && (which === 'every' || which === (of === undefined ? all : own));
