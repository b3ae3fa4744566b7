import type { StoredEvent } from '@commission-ledger/event-store';
import {
  accountOfStream,
  canonicalJson,
  catalogue,
  categoryOf,
  homeStream,
  readEvent,
  type EventType,
  type Frame,
  type JsonObject,
  type RecordedEvent,
} from '@commission-ledger/events';
import { toJson } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import type { RecomputedDifference } from './recomputation.ts';
import { amountOf } from './tally.ts';

/** An event that stands in another stream than it belongs to by what it says. */
export type Stray = Readonly<{
  stored: StoredEvent;
  frame: Frame;
  /** Where it belongs. */
  home: string;
  /** As it would say if it belonged where it stands; `undefined` where nothing of the kind can stand. */
  righted: StoredEvent | undefined;
}>;

/** The event as a stray, if it is one. Of what it says, only what names a stream is looked at. */
export const strayOf = (stored: StoredEvent, frame: Frame): Stray | undefined => {
  // What the catalogue does not have is told where it is read.
  if (!isEventType(frame.type)) return undefined;
  const home = homeStream(stored.stream, frame.type, frame.data);
  return home === stored.stream ? undefined : { stored, frame, home, righted: righted(stored, frame) };
};

const isEventType = (name: string): name is EventType => Object.hasOwn(catalogue, name);

/** The books go by the stream: whose account it is, or which run. */
const righted = (stored: StoredEvent, frame: Frame): StoredEvent | undefined => {
  const ids = idsOf(stored.stream, frame.data);
  const right = { ...stored, body: canonicalJson({ ...frame, data: { ...frame.data, ...ids } }) };
  return E.isRight(readEvent(right)) ? right : undefined;
};

const idsOf = (stream: string, data: JsonObject): JsonObject => {
  const account = accountOfStream(stream);
  if (account === undefined)
    return categoryOf(stream) === 'payoutrun' ? { run: stream.slice('payoutrun-'.length) } : {};
  const { program, partner, currency } = account;
  const inCurrency = (name: string): JsonObject => {
    const money = data[name];
    return typeof money === 'object' && money !== null ? { [name]: { ...money, currency } } : {};
  };
  const own = 'currency' in data ? { currency } : {};
  return { program, partner, ...own, ...inCurrency('amount'), ...inCurrency('closing') };
};

/** What is wrong with a stray: who reads its stream is told another story than who reads the whole history. */
export const strayDifference = ({ stored, frame, home }: Stray): RecomputedDifference => {
  const { id, type, stream, revision, position } = stored;
  const read = readEvent({ ...stored, stream: home, body: canonicalJson({ ...frame, stream: home }) });
  const event: RecordedEvent | undefined = E.isRight(read) ? read.right : undefined;
  const amount = event && amountOf(event);
  return {
    event: id,
    type,
    entry: null,
    deal: null,
    occurredAt: event?.data.occurredAt ?? '',
    stream,
    revision,
    position: `${position}`,
    recordedAt: frame.recordedAt,
    reason: 'misplaced',
    detail: home,
    posted: amount === undefined ? null : toJson(amount),
    recomputed: null,
    firstDivergent: null,
  };
};
