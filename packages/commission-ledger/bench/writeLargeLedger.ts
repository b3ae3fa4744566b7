import { nextRecordedAt, type RecordedInstant } from '@commission-ledger/calendar';
import type { AppendResult } from '@commission-ledger/event-store';
import { openSqliteStore } from '@commission-ledger/event-store-sqlite';
import { type FramedEvent, frameEvents } from '@commission-ledger/events';
import { largeHistory } from './largeHistory.ts';

/** What the frames of a history have in common: they all come from one import. */
const context = {
  ledger: 'bench',
  actor: 'import',
  correlation: 'import-2026-01-01',
  causation: null,
  commandHash: '1948a2de2094aaeb62c64398c666b846a36df279a5ef8d9e3f75b8d95526bfd3',
};
const CLOCK = Date.UTC(2026, 0, 1);

/** Appends in flight at once: the store puts them into few transactions. */
const IN_FLIGHT = 4096;

type End = Pick<FramedEvent, 'revision' | 'hash'>;

/** Writes a ledger file with so many events, framed and chained as the ledger itself does. */
export const writeLargeLedger = async (path: string, count: number): Promise<void> => {
  const { events: store, close } = await openSqliteStore(path);
  const ends = new Map<string, End>();
  let last: RecordedInstant | undefined;
  let number = 0;
  let inFlight: Promise<AppendResult>[] = [];
  const landed = async (): Promise<void> => {
    const results = await Promise.all(inFlight);
    inFlight = [];
    if (results.some(({ _tag }) => _tag !== 'appended')) throw new Error('The bench is broken.');
  };
  for (const [stream, event] of largeHistory(count)) {
    number += 1;
    const end = ends.get(stream);
    const at = { stream, revision: end?.revision ?? ('no-stream' as const), hash: end?.hash ?? null };
    const [frame] = frameEvents([event], { ...context, commandKey: `${number}` }, at, () => {
      last = nextRecordedAt(CLOCK, last);
      return last;
    });
    if (frame === undefined) throw new Error('The bench is broken.');
    const { id, type, body, revision, hash } = frame;
    // Nothing else happens to a lead here, so that only what may go on is kept in mind.
    if (type !== 'LeadSubmitted') ends.set(stream, { revision, hash });
    inFlight.push(store.append(stream, [{ id, type, body }], at.revision));
    if (inFlight.length === IN_FLIGHT) await landed();
  }
  await landed();
  await close();
};

const [path, count] = process.argv.slice(2);
if (path !== undefined && process.argv[1] === import.meta.filename) await writeLargeLedger(path, Number(count));
