import type { EventStore } from '@commission-ledger/event-store';
import { type AppendFault, faultyEventStore } from '@commission-ledger/testing';
import { type HostLedger, memoryDocumentStore, memoryEventStore, openCommissionLedger } from '../../src/index.ts';
import type { Fault } from './moneyCommands.ts';

/** The process is gone: whatever it was about to do is not done. */
export class Died extends Error {}

/** One process after the other on the same store, with faults at the appends they plan. */
export type Process = Readonly<{
  events: EventStore;
  documents: () => ReturnType<typeof memoryDocumentStore>;
  books: () => HostLedger;
  /** The books of another process, beside the one whose books these are. */
  rival: () => HostLedger;
  /** Plans a fault for the appends from now on; `undefined` plans none. */
  plan: (fault: Fault | undefined) => void;
  /** Whether the planned fault has happened. */
  tripped: () => boolean;
  /** Whether it died while it was at work: the ledger may have found out by itself what became of the command. */
  isDead: () => boolean;
  /** Opens the books anew, as another process would. */
  restart: () => void;
  /** Loses the read models. */
  loseDocuments: () => void;
}>;

/** How often the same append is tried before the ledger gives up. */
const TRIES = 3;

/** Opens books on a store of their own. */
export const startProcess = (clock: () => number): Process => {
  const events = memoryEventStore();
  let documents = memoryDocumentStore();
  let fault: Fault | undefined;
  let life = 0;
  let opened = 0;
  let appends = 0;
  let tripped = false;
  const faults: AppendFault[] = [];

  /** What a process sees of the store: it dies with it, and writes nothing afterwards. */
  const seenBy = (mine: number): EventStore => {
    const die = (): never => {
      tripped = true;
      life += 1;
      throw new Died();
    };
    const mortal: EventStore = {
      ...events,
      append: async (...append) => {
        const isNow = fault?.at === appends;
        if (isNow && fault?.kind === 'dies-before') die();
        const result = await events.append(...append);
        if (isNow && fault?.kind === 'dies-after') die();
        return result;
      },
    };
    // Counts its appends from the beginning of the process, the plan from the command: see `plan`.
    const faulty = faultyEventStore(mortal, faults);
    counted = 0;
    return {
      ...faulty,
      append: (...append) => {
        if (mine !== life) throw new Died();
        appends += 1;
        counted += 1;
        if (faults.some(({ onAppend }) => onAppend === counted)) tripped = true;
        return faulty.append(...append);
      },
    };
  };
  let counted = 0;
  const open = (): HostLedger => {
    opened = life;
    return openCommissionLedger({ stores: { events: seenBy(life), documents }, clock, actor: 'ann' });
  };
  let books = open();

  return {
    events,
    documents: () => documents,
    books: () => books,
    rival: () => openCommissionLedger({ stores: { events, documents }, clock, actor: 'ann' }),
    plan: (next) => {
      fault = next;
      appends = 0;
      tripped = false;
      faults.length = 0;
      if (next === undefined) return;
      const { kind, at } = next;
      const times = kind === 'unreachable' ? TRIES : 1;
      if (kind === 'unreachable' || kind === 'unreachable-once')
        for (let nth = 0; nth < times; nth += 1) faults.push({ kind: 'failBefore', onAppend: counted + at + nth });
      if (kind === 'answer-lost') faults.push({ kind: 'acknowledgementLost', onAppend: counted + at });
    },
    tripped: () => tripped,
    isDead: () => life !== opened,
    restart: () => {
      life += 1;
      books = open();
    },
    loseDocuments: () => {
      documents = memoryDocumentStore();
      life += 1;
      books = open();
    },
  };
};
