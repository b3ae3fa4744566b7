import { accountOfStream, type RecordedEvent } from '@commission-ledger/events';
import {
  accrualHolds,
  entriesOfDeal,
  readDocument,
  references,
  type DocumentStore,
  type References,
} from '@commission-ledger/projections';
import * as E from 'fp-ts/lib/Either.js';
import type { Answer } from '../../reading/sources.ts';
import type { Asking } from '../asking.ts';
import { accountKeyOf } from '../standing/readAccount.ts';

/** Everything that was recorded about one entry: itself, what held it, took it back or made it good. */
export type EntryHistory = Readonly<{ events: readonly RecordedEvent[]; partner: string; program: string }>;

const KINDS = ['accrual', 'reversal', 'true-up', 'adjustment', 'write-off', 'unclaimed'] as const;

/** Reads the history of an entry; nothing where the id is none of an entry. */
export const entryHistory = async (asking: Asking, id: string): Answer<EntryHistory | undefined> => {
  const { sources, documents } = asking;
  for (const kind of KINDS) {
    const found = await referenceIn(documents, kind, id);
    if (found === undefined) continue;
    const own = await sources.events.readAny(found.event);
    if (E.isLeft(own)) return own;
    const account = accountOfStream(own.right.stream);
    if (account === undefined) return E.right(undefined);
    const around = await eventsAround(asking, own.right, account);
    if (E.isLeft(around)) return around;
    const events = [...around.right, own.right].toSorted((a, b) => a.revision - b.revision);
    return E.right({ events, partner: account.partner, program: account.program });
  }
  return E.right(undefined);
};

const referenceIn = async (
  documents: DocumentStore,
  kind: keyof References,
  id: string,
): Promise<References[keyof References] | undefined> => readDocument(documents, references, `${kind}/${id}`);

const eventsAround = async (
  { sources, documents }: Asking,
  event: RecordedEvent,
  account: NonNullable<ReturnType<typeof accountOfStream>>,
): Answer<readonly RecordedEvent[]> => {
  if (event.type === 'AdjustmentPosted') {
    const { adjustment } = event.data;
    const proposed = await sources.events.findBack(
      { stream: event.stream, revision: event.revision - 1 },
      (other) => other.type === 'AdjustmentProposed' && other.data.adjustment === adjustment,
    );
    return E.map((found: RecordedEvent | undefined) => (found === undefined ? [] : [found]))(proposed);
  }
  if (event.type !== 'AccrualPosted') return E.right([]);
  const { accrual, deal } = event.data;
  const events: RecordedEvent[] = [];
  const holds = await readDocument(documents, accrualHolds, `${accountKeyOf(account)}/${accrual}`);
  const places = (holds?.steps ?? []).map((step) => step.event);
  for await (const entry of entriesOfDeal(documents, deal))
    if (entry.account.partner === account.partner && entry.kind !== 'accrual') places.push(entry.event);
  for (const at of places) {
    const read = await sources.events.readAny(at);
    if (E.isLeft(read)) return read;
    if (isAbout(read.right, accrual)) events.push(read.right);
  }
  return E.right(events);
};

const isAbout = ({ type, data }: RecordedEvent, accrual: string): boolean => {
  if (type === 'TrueUpPosted') return 'rerating' in data && data.rerating.accrual === accrual;
  return 'accrual' in data && data.accrual === accrual;
};
