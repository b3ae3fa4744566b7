import { dealStream, idOfForeignKey, isId, leadStream, type RecordedEvent } from '@commission-ledger/events';
import type { SearchedSource } from '@commission-ledger/calculation';
import { knownUnder, referenceTo } from '@commission-ledger/projections';
import * as E from 'fp-ts/lib/Either.js';
import type { ExplainFailure } from '../reading/explainFailure.ts';
import type { Answer } from '../reading/sources.ts';
import type { Asking } from './asking.ts';
import { dealEvents, searchedStream } from './gates/dealScene.ts';

/** What an id, or the key of another system, turned out to be. */
export type FoundSubject =
  | Readonly<{ kind: 'deal'; id: string }>
  | Readonly<{ kind: 'lead'; id: string }>
  | Readonly<{ kind: 'payment'; id: string; deal: string }>
  | Readonly<{ kind: 'entry'; id: string; event: RecordedEvent<'AccrualPosted' | 'TrueUpPosted'> }>;

/** Finds what is asked about, whichever of its keys is given; nothing where it is known under none. */
export const findSubject = async (asking: Asking, key: string): Answer<FoundSubject | undefined> => {
  const { documents, sources } = asking;
  for (const id of idsFor(key)) {
    if ((await sources.index.lookUp('deal', id)) !== undefined) return E.right({ kind: 'deal', id });
    if ((await referenceTo(documents, 'lead', id)) !== undefined) return E.right({ kind: 'lead', id });
    const entry = await entryWith(asking, id);
    if (E.isLeft(entry) || entry.right !== undefined) return entry;
  }
  const all = await knownUnder(documents, key);
  const deals = new Set(all.flatMap(({ deal }) => deal ?? []));
  const [known] = all;
  if (known === undefined) return notWonDeal(asking, key);
  if (known.deal === null)
    return E.right(known.kind === 'lead' ? { kind: 'lead', id: known.id } : { kind: 'deal', id: known.id });
  if (deals.size > 1) return E.left(whichOf(key, deals.size));
  if (known.kind === 'payment') return E.right({ kind: 'payment', id: known.id, deal: known.deal });
  const refund = await sources.events.read('PaymentRefunded', known.event);
  return E.map(({ data }: RecordedEvent<'PaymentRefunded'>): FoundSubject => ({
    kind: 'payment',
    id: data.payment,
    deal: data.deal,
  }))(refund);
};

/** A deal whose payments or refunds came before its win: no read model knows it as a deal yet. */
const notWonDeal = async ({ sources }: Asking, key: string): Answer<FoundSubject | undefined> => {
  for (const id of idsFor(key)) {
    const events = await dealEvents(sources, id);
    if (E.isLeft(events)) return events;
    if (events.right.length > 0) return E.right({ kind: 'deal', id });
  }
  return E.right(undefined);
};

/** Payments and refunds are told apart by their deals: the same id may stand on many. */
const whichOf = (key: string, deals: number): ExplainFailure => ({
  _tag: 'InvalidQuestion',
  field: 'of',
  problem: `is missing: ${deals} deals have a payment or a refund ${printable(key)}. Say which deal is meant, or ask about that deal`,
});

/** The payment of a deal, by its own key or that of its refund; each may be the key of another system. */
export const findPayment = async (asking: Asking, key: string, deal: string): Answer<FoundSubject> => {
  const known = (await knownUnder(asking.documents, deal)).filter(({ kind }) => kind === 'deal');
  for (const id of new Set([...idsFor(deal), ...known.map((each) => each.id)])) {
    const events = await dealEvents(asking.sources, id);
    if (E.isLeft(events)) return events;
    for (const { type, data } of events.right) {
      const own = type === 'PaymentReceived' ? data.payment : type === 'PaymentRefunded' ? data.refund : undefined;
      const isMeant = own !== undefined && (own === key || ('foreignKey' in data && data.foreignKey === key));
      if (isMeant && 'payment' in data) return E.right({ kind: 'payment', id: data.payment, deal: id });
    }
  }
  const problem = `is ${printable(deal)}, which has no payment or refund ${printable(key)}`;
  return E.left({ _tag: 'InvalidQuestion', field: 'of', problem });
};

const printable = (text: string): string => JSON.stringify(text.slice(0, 80)).slice(1, -1);

/** Under which ids a key may stand: itself, and what a key of another system becomes. */
const idsFor = (key: string): readonly string[] => {
  if (key === '' || /\p{Cs}/u.test(key)) return [];
  return [...new Set([...(isId(key) ? [key] : []), idOfForeignKey(key)])];
};

/** An accrual or a true-up; what is taken back is asked about by what it was taken back from. */
const entryWith = async ({ documents, sources }: Asking, id: string): Answer<FoundSubject | undefined> => {
  const reversal = await referenceTo(documents, 'reversal', id);
  const entry = reversal?.accrual ?? id;
  for (const kind of ['accrual', 'true-up'] as const) {
    const at = await sources.index.lookUp(kind, entry);
    if (at === undefined) continue;
    const event = await (kind === 'accrual'
      ? sources.events.read('AccrualPosted', at)
      : sources.events.read('TrueUpPosted', at));
    if (E.isLeft(event)) return event;
    return E.right({ kind: 'entry', id: entry, event: event.right });
  }
  return E.right(undefined);
};

/** The source that knows the keys of other systems. */
export const KEYS = 'known-keys';

/** Where was looked for it, under which ids, and how far each place was known. */
export const searchedFor = async ({ sources, store }: Asking, key: string): Answer<readonly SearchedSource[]> => {
  const searched: SearchedSource[] = [];
  for (const id of idsFor(key)) {
    for (const stream of [dealStream(id), leadStream(id)]) {
      const events = await sources.events.readRange(stream, 0);
      if (E.isLeft(events)) return events;
      searched.push(searchedStream(stream, events.right));
    }
  }
  const head = await store.head();
  const source = KEYS;
  searched.push({
    source,
    from: '',
    to: key.slice(0, 200),
    watermark: head === undefined ? 'no-stream' : `${head.position}`,
  });
  return E.right(searched);
};
