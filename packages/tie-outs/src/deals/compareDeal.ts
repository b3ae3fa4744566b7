import { dateOf, InstantCodec, type TimeZone } from '@commission-ledger/calendar';
import type { EventData } from '@commission-ledger/events';
import { type Money, toJson } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import { amended, type DealDocument, type DealTerms, type PaidDocument, termsOf } from './dealDocuments.ts';
import type { DealInShort, FieldDifference } from './dealFinding.ts';
import type { ExportedDeal, Told } from './exportedDeals.ts';

/** A deal of the ledger with its payments and refunds. */
export type DealHere = Readonly<{ deal: DealDocument & Readonly<{ terms: DealTerms }>; paid: readonly PaidDocument[] }>;

/** What can be compared: an export that has no payments says nothing about them. */
export type Compared = Readonly<{ payments: boolean; refunds: boolean }>;

/** A deal in a few words. */
export const inShort = ({ amount, at, partners }: DealTerms, zone: TimeZone): DealInShort => ({
  amount,
  on: dayOf(at, zone),
  partners,
});

/** What the export says of a deal in the end; where rows contradict each other, each of the ways in which it was won. */
export const termsTold = ({ won, amended: changes }: ExportedDeal): readonly DealTerms[] => {
  const inOrder = [...changes.values()]
    .flat()
    .toSorted((a, b) => order(a.data.occurredAt, b.data.occurredAt) || order(a.text, b.text));
  return won
    .toSorted((a, b) => order(a.text, b.text))
    .map(({ data }) => inOrder.reduce((terms, change) => amended(terms, change.data), termsOf(data)));
};

/** Field by field, where the export and the ledger say different things of one deal; nothing when they agree. */
export const compareDeal = (
  there: ExportedDeal,
  here: DealHere,
  zone: TimeZone,
  compared: Compared,
): readonly FieldDifference[] => [
  ...differencesOfTerms(there, here, zone),
  ...differenceOfEnd(there, here, zone),
  ...(compared.payments ? differencesOfPaid('payment', there.payments, here, zone) : []),
  ...(compared.refunds ? differencesOfPaid('refund', there.refunds, here, zone) : []),
];

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Of contradicting rows those count that are nearest to the ledger: that they contradict is told by itself. */
const differencesOfTerms = (there: ExportedDeal, here: DealHere, zone: TimeZone): readonly FieldDifference[] => {
  const [first, ...others] = termsTold(there).map((told) => betweenTerms(told, here, zone));
  return others.reduce((nearest, next) => (next.length < nearest.length ? next : nearest), first ?? []);
};

const betweenTerms = (told: DealTerms, { deal }: DealHere, zone: TimeZone): readonly FieldDifference[] => {
  const { terms, amountBy, partnersBy, won } = deal;
  const isOtherCurrency = told.amount.currency !== terms.amount.currency;
  return [
    ...unless('currency', told.amount.currency, terms.amount.currency, amountBy),
    ...(isOtherCurrency ? [] : unless('amount', told.amount.amount, terms.amount.amount, amountBy)),
    ...unless('date', dayOf(told.at, zone), dayOf(terms.at, zone), won?.id ?? null),
    ...unless('partners', told.partners, terms.partners, partnersBy),
  ];
};

const differenceOfEnd = (there: ExportedDeal, { deal }: DealHere, zone: TimeZone): readonly FieldDifference[] => {
  const ends = there.cancelled.map(({ data }) => dayOf(data.occurredAt, zone)).toSorted();
  const { cancelled } = deal;
  const here = cancelled === null ? null : dayOf(cancelled.at, zone);
  const told = ends.find((end) => end === here) ?? ends[0] ?? null;
  return unless('cancelled', told, here, cancelled?.event ?? null);
};

type Payment = EventData<'PaymentReceived'> | EventData<'PaymentRefunded'>;

const differencesOfPaid = (
  field: 'payment' | 'refund',
  there: ReadonlyMap<string, readonly Told<Payment>[]>,
  here: DealHere,
  zone: TimeZone,
): readonly FieldDifference[] => {
  const recorded = new Map(here.paid.filter(({ kind }) => kind === field).map((each) => [each.id, each]));
  return [...new Set([...there.keys(), ...recorded.keys()])].toSorted().flatMap((id) => {
    const document = recorded.get(id);
    const said = document === undefined ? null : paidText(document.amount, document.at, zone);
    const told = (there.get(id) ?? [])
      .map(({ data }) => paidText(toJson(data.amount), data.occurredAt, zone))
      .toSorted();
    return unless(field, told.find((each) => each === said) ?? told[0] ?? null, said, document?.event ?? null, id);
  });
};

const paidText = ({ amount, currency }: ReturnType<typeof toJson>, at: string, zone: TimeZone): string =>
  `${amount} ${currency} ${dayOf(at, zone)}`;

const unless = (
  field: FieldDifference['field'],
  there: string | null,
  here: string | null,
  event: string | null,
  of: string | null = null,
): readonly FieldDifference[] => (there === here ? [] : [{ field, of, there, here, event }]);

/** Events and mapped facts have instants; anything else is a defect. */
const dayOf = (at: string, zone: TimeZone): string => {
  const read = InstantCodec.decode(at);
  if (E.isLeft(read)) throw new Error(`${at} is no instant.`);
  return dateOf(read.right, zone);
};

/** What an export has of amounts of one deal, for the sums; contradicting rows count once. */
export const amountsOf = (told: ReadonlyMap<string, readonly Told<Payment>[]>): readonly Money[] =>
  [...told.values()].flatMap((ways) =>
    ways
      .toSorted((a, b) => order(a.text, b.text))
      .slice(0, 1)
      .map(({ data }) => data.amount),
  );
