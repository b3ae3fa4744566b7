import { instantAt } from '@commission-ledger/calendar';
import { catalogue, eventIdOf, type Frame, FRAME_VERSION, hashOf, jsonOf } from '@commission-ledger/events';
import type { Fact } from './largeHistoryFacts.ts';
import { streamEnds } from './streamEnds.ts';

/** The ledger of all large histories. */
export const ledger = 'bench';
/** What the frames have in common: they all come from one import, a command for each event. */
export const imported = {
  actor: 'import',
  correlation: 'import-2026-01-01',
  causation: null,
  commandHash: '1948a2de2094aaeb62c64398c666b846a36df279a5ef8d9e3f75b8d95526bfd3',
};
/** When everything is recorded, in milliseconds after 1970: a clock that stands still. */
export const CLOCK = Date.UTC(2026, 0, 1);

/** An event as it is stored, in its stream. */
export type Framed = Readonly<{ stream: string; revision: number; id: string; type: string; body: string }>;

/**
 * A history as the ledger itself frames and chains it, event by event, at a third of the price: what is made here is plain
 * and can be read, so nothing is looked for that has no place in JSON, and nothing is read back.
 */
export const frameHistory = function* (history: Iterable<Fact>): Generator<Framed> {
  const ends = streamEnds();
  let number = 0;
  for (const [stream, event] of history) {
    number += 1;
    const { type } = event;
    const commandKey = `${number}`;
    const end = ends.get(stream);
    const id = eventIdOf(ledger, commandKey, 0);
    const revision = end === undefined ? 0 : end.revision + 1;
    const frame: Frame = {
      v: FRAME_VERSION,
      stream,
      revision,
      id,
      type,
      schema: catalogue[type].schema,
      recordedAt: recordedAt(number - 1),
      ...imported,
      commandKey,
      data: jsonOf(event),
      prev: end?.hash ?? null,
    };
    const body = JSON.stringify(sorted(frame));
    // Nothing else happens to a lead here, so that only what may go on is kept in mind.
    if (type !== 'LeadSubmitted') ends.set(stream, { revision, hash: hashOf(body) });
    yield { stream, revision, id, type, body };
  }
};

/** {@link CLOCK} and so many microseconds: every event is recorded one later than the one before. */
export const recordedAt = (microseconds: number): string => {
  const second = instantAt(CLOCK + Math.floor(microseconds / 1_000_000) * 1000).slice(0, 19);
  return `${second}.${String(microseconds % 1_000_000).padStart(6, '0')}Z`;
};

/** The same with the fields in the order of their names, as canonical JSON has them. */
const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const inOrder: Record<string, unknown> = {};
  for (const [name, inner] of Object.entries(value).toSorted(byName)) inOrder[name] = sorted(inner);
  return inOrder;
};

const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : 1);
