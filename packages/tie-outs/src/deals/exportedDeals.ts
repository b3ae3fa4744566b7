import { catalogue, canonicalJson, type EventData, hashOf } from '@commission-ledger/events';
import type { ExportRow, MappedFact } from '@commission-ledger/import';
import * as E from 'fp-ts/lib/Either.js';
import type * as t from 'io-ts';
import type { DealFinding, RowPlace } from './dealFinding.ts';

/** A fact of a deal as an export tells it, and in which rows. */
export type Told<Data> = Readonly<{ data: Data; text: string; rows: RowPlace[] }>;

/** What an export tells of a deal: where rows contradict each other, more than one of the same. */
export type ExportedDeal = Readonly<{
  deal: string;
  won: Told<EventData<'DealWon'>>[];
  amended: Map<string, Told<EventData<'DealAmended'>>[]>;
  cancelled: Told<EventData<'DealCancelled'>>[];
  payments: Map<string, Told<EventData<'PaymentReceived'>>[]>;
  refunds: Map<string, Told<EventData<'PaymentRefunded'>>[]>;
}>;

/** An export that was read: its deals, its leads that it tells of, its rows, and what is wrong with these alone. */
export type Exported = Readonly<{
  deals: ReadonlyMap<string, ExportedDeal>;
  /** The rows that a lead without a win is in. */
  leads: ReadonlyMap<string, readonly RowPlace[]>;
  rows: Readonly<{ read: number; skipped: number; refused: number }>;
  findings: readonly DealFinding[];
}>;

/** Collects an export row by row; only what is about deals is kept. */
export type ExportCollector = Readonly<{ take: (row: ExportRow) => void; end: () => Exported }>;

/** What is kept of an export. */
const KEPT = [
  'DealWon',
  'DealAmended',
  'DealCancelled',
  'PaymentReceived',
  'PaymentRefunded',
  'LeadSubmitted',
] as const;

const isKept = (type: MappedFact['type']): type is (typeof KEPT)[number] => KEPT.some((kept) => kept === type);

/** @param before what happened at this moment or later does not count; an instant in UTC, or everything counts. */
export const exportCollector = (before?: string): ExportCollector => {
  const deals = new Map<string, ExportedDeal>();
  const leads = new Map<string, RowPlace[]>();
  const alike = new Map<string, { deal: string; rows: RowPlace[] }>();
  const unreadable: DealFinding[] = [];
  const rows = { read: 0, skipped: 0, refused: 0 };

  const dealOf = (deal: string): ExportedDeal => {
    const known = deals.get(deal);
    if (known !== undefined) return known;
    const made = { deal, won: [], amended: new Map(), cancelled: [], payments: new Map(), refunds: new Map() };
    deals.set(deal, made);
    return made;
  };

  /** Keeps a fact about a deal, and answers which deal. */
  const keep = ({ type, data }: MappedFact, row: RowPlace): string | undefined => {
    if (!isKept(type)) return undefined;
    switch (type) {
      case 'DealWon': {
        const won = decoded(catalogue.DealWon.codec, data);
        tell(dealOf(won.deal).won, won, data, row);
        return won.deal;
      }
      case 'DealAmended': {
        const change = decoded(catalogue.DealAmended.codec, data);
        tell(listIn(dealOf(change.deal).amended, change.amendment), change, data, row);
        return change.deal;
      }
      case 'DealCancelled': {
        const end = decoded(catalogue.DealCancelled.codec, data);
        tell(dealOf(end.deal).cancelled, end, data, row);
        return end.deal;
      }
      case 'PaymentReceived': {
        const paid = decoded(catalogue.PaymentReceived.codec, data);
        tell(listIn(dealOf(paid.deal).payments, paid.payment), paid, data, row);
        return paid.deal;
      }
      case 'PaymentRefunded': {
        const back = decoded(catalogue.PaymentRefunded.codec, data);
        tell(listIn(dealOf(back.deal).refunds, `${back.payment}/${back.refund}`), back, data, row);
        return back.deal;
      }
      case 'LeadSubmitted':
        listIn(leads, decoded(catalogue.LeadSubmitted.codec, data).lead).push(row);
        return undefined;
    }
  };

  return {
    take: (row) => {
      const { file, line } = row;
      const place = { file, line };
      rows.read += 1;
      if (row._tag === 'Skipped') rows.skipped += 1;
      else if (row._tag === 'Refused') {
        rows.refused += 1;
        unreadable.push({ class: 'unreadable-row', rows: [place], problems: row.problems });
      } else {
        const facts = before === undefined ? row.facts : row.facts.filter(({ at }) => at < before);
        const [deal] = facts.flatMap((fact) => keep(fact, place) ?? []);
        if (deal === undefined) return;
        const text = hashOf(canonicalJson(facts.map(({ type, data }) => [type, data])));
        const same = alike.get(text);
        if (same === undefined) alike.set(text, { deal, rows: [place] });
        else same.rows.push(place);
      }
    },
    end: () => {
      const twice = [...alike.values()].filter((each) => each.rows.length > 1);
      return {
        deals,
        leads,
        rows,
        findings: [
          ...unreadable,
          ...twice.map((each): DealFinding => ({ class: 'row-twice', deal: each.deal, rows: sorted(each.rows) })),
          ...[...deals.values()].flatMap(contradictionsIn),
        ],
      };
    },
  };
};

/** The rows in the order of the export. */
export const sorted = (rows: readonly RowPlace[]): readonly RowPlace[] =>
  rows.toSorted((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1));

const contradictionsIn = ({ deal, won, cancelled, payments, refunds, amended }: ExportedDeal): readonly DealFinding[] =>
  [
    ['win', won] as const,
    ['cancellation', cancelled] as const,
    ...[...payments].map(([id, told]) => [`payment ${id}`, told] as const),
    ...[...refunds].map(([id, told]) => [`refund ${id}`, told] as const),
    ...[...amended].map(([id, told]) => [`amendment ${id}`, told] as const),
  ]
    .filter(([, told]) => told.length > 1)
    .map(([what, told]) => {
      const rows = sorted(told.flatMap((each) => each.rows));
      return { class: 'rows-contradict', deal, what, rows };
    });

const tell = <Data>(told: Told<Data>[], data: Data, raw: unknown, row: RowPlace): void => {
  const text = canonicalJson(raw);
  const same = told.find((each) => each.text === text);
  if (same === undefined) told.push({ data, text, rows: [row] });
  else same.rows.push(row);
};

const listIn = <Item>(lists: Map<string, Item[]>, key: string): Item[] => {
  const known = lists.get(key);
  if (known !== undefined) return known;
  const made: Item[] = [];
  lists.set(key, made);
  return made;
};

/** The mapping gives nothing that the codec of the fact refuses. */
const decoded = <Data>(codec: t.Decoder<unknown, Data>, data: unknown): Data => {
  const read = codec.decode(data);
  if (E.isLeft(read)) throw new Error('A mapped fact cannot be read.');
  return read.right;
};
