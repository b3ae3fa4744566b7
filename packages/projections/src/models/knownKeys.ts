import { idOfForeignKey, type RecordedEvent } from '@commission-ledger/events';
import type { Projection } from '../projection.ts';

/** Something that is known under a key: its own id, or the key of another system. */
export type KnownKeyDocument = Readonly<{
  /** As it was told. */
  key: string;
  kind: 'lead' | 'deal' | 'payment' | 'refund';
  id: string;
  /** The deal of a payment or a refund; their ids are told apart by it. */
  deal: string | null;
  event: Readonly<{ stream: string; revision: number; id: string }>;
}>;

/**
 * What leads, deals, payments and refunds are known under where `references` does not have it: the keys of other systems, and
 * the ids of payments and refunds. One document for each of them, so that nothing is looked for in the whole history.
 */
export const knownKeys: Projection<KnownKeyDocument> = {
  name: 'known-keys',
  version: 1,
  reads: new Set(['LeadSubmitted', 'DealWon', 'PaymentReceived', 'PaymentRefunded']),
  keysOf: (event) => {
    const named = namedBy(event);
    return named === undefined ? [] : named.keys.map((key) => documentKey(key, named));
  },
  evolve: (document, event, place) => {
    const named = namedBy(event);
    if (document !== undefined || named === undefined) return document;
    const { kind, id, deal, keys } = named;
    const key = keys.find((each) => documentKey(each, named) === place) ?? id;
    return { key, kind, id, deal, event: { stream: event.stream, revision: event.revision, id: event.id } };
  },
};

/** What the keys of all that is known under a key begin with, whatever characters it has. */
export const knownKeysPrefix = (key: string): string => `${idOfForeignKey(key)}/`;

type Named = Pick<KnownKeyDocument, 'kind' | 'id' | 'deal'> & Readonly<{ keys: readonly string[] }>;

const documentKey = (key: string, { kind, id, deal }: Omit<Named, 'keys'>): string =>
  `${knownKeysPrefix(key)}${kind}/${deal ?? ''}/${id}`;

const namedBy = ({ type, data }: RecordedEvent): Named | undefined => {
  if (type === 'LeadSubmitted') return { kind: 'lead', id: data.lead, deal: null, keys: foreignOf(data) };
  if (type === 'DealWon') return { kind: 'deal', id: data.deal, deal: null, keys: foreignOf(data) };
  if (type === 'PaymentReceived') {
    const { payment: id, deal } = data;
    return { kind: 'payment', id, deal, keys: [id, ...foreignOf(data)] };
  }
  if (type !== 'PaymentRefunded') return undefined;
  const { refund: id, deal } = data;
  return { kind: 'refund', id, deal, keys: [id, ...foreignOf(data)] };
};

const foreignOf = ({ foreignKey }: Readonly<{ foreignKey?: string }>): readonly string[] =>
  foreignKey === undefined ? [] : [foreignKey];
