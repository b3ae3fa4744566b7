import { type EventOf, type RecordedEvent, canonicalJson, jsonOf } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import type { Refusal } from '../refusal.ts';
import { type DealTerms, objectionToTerms } from './dealObjections.ts';

/** What an amendment may replace, each as a whole. */
const TERMS = ['amount', 'attribution', 'overlays', 'attributes', 'amounts', 'quantities'] as const;

/** One of them. */
export type Term = (typeof TERMS)[number];

/** What says a term of a deal: its win, or an amendment. */
export type Teller = RecordedEvent<'DealWon' | 'DealAmended'>;

/** A win and what was amended since, in order; without amendments, the deal as it was won. */
export type Amendable = Readonly<{
  won: RecordedEvent<'DealWon'>;
  amendments?: readonly RecordedEvent<'DealAmended'>[];
}>;

/** A deal as it stands after amendments: its terms, and the event that said each of them. */
export type AmendedDeal = Readonly<{ terms: DealTerms; toldBy: (term: Term) => Teller }>;

/** The deal as amended: of each term, what was said last. */
export const amendedDeal = ({ won, amendments = [] }: Amendable): AmendedDeal => ({
  terms: amendments.reduce<DealTerms>(withAmendment, won.data),
  toldBy: (term) => amendments.findLast(({ data }) => data[term] !== undefined) ?? won,
});

const withAmendment = (terms: DealTerms, { data }: EventOf<'DealAmended'>): DealTerms => {
  const { overlays = terms.overlays, amounts = terms.amounts, quantities = terms.quantities } = data;
  return {
    amount: data.amount ?? terms.amount,
    attribution: data.attribution ?? terms.attribution,
    attributes: data.attributes ?? terms.attributes,
    ...(overlays === undefined ? {} : { overlays }),
    ...(amounts === undefined ? {} : { amounts }),
    ...(quantities === undefined ? {} : { quantities }),
  };
};

/** Those that were recorded before a place in the deal's stream: they hold for what stands there. */
export const amendmentsBefore = (
  amendments: readonly RecordedEvent<'DealAmended'>[],
  revision: number,
): readonly RecordedEvent<'DealAmended'>[] =>
  amendments.length === 0 ? amendments : amendments.filter((amendment) => amendment.revision < revision);

/** An amendment as if it had been there before everything else on the deal, so that it holds for all of it. */
export const asIfFromTheStart = (amendment: RecordedEvent<'DealAmended'>): RecordedEvent<'DealAmended'> => ({
  ...amendment,
  revision: -1,
});

/** The deal after its win and after each amendment: everything it has ever been. */
export const everyVersionOf = ({ won, amendments = [] }: Amendable): readonly DealTerms[] =>
  [...amendments.keys(), amendments.length].map(
    (count) => amendedDeal({ won, amendments: amendments.slice(0, count) }).terms,
  );

/** A deal that may be amended, as far as that decides. */
type Amending = Readonly<{
  won: RecordedEvent<'DealWon'>;
  amendments: readonly RecordedEvent<'DealAmended'>[];
  cancelled: RecordedEvent<'DealCancelled'> | undefined;
}>;

/**
 * Lets an amendment in that leaves the deal what a won deal may be, in the same currency. One that changes nothing says
 * nothing new; a deal that was called off stays as it is.
 */
export const amend = (
  fact: EventOf<'DealAmended'>,
  deal: Amending,
): E.Either<Refusal, readonly EventOf<'DealAmended'>[]> => {
  const { amendment, amount, deal: id } = fact.data;
  if (deal.amendments.some(({ data }) => data.amendment === amendment))
    return E.left({ _tag: 'AmendmentExists', amendment });
  if (deal.cancelled !== undefined) return E.left({ _tag: 'DealCancelledAlready', deal: id });
  const expected = deal.won.data.amount.currency;
  if (amount !== undefined && amount.currency !== expected)
    return E.left({ _tag: 'OtherCurrency', expected, got: amount.currency });
  const before = amendedDeal(deal);
  const objection = objectionToTerms(withAmendment(before.terms, fact));
  if (objection !== undefined) return E.left(objection);
  return E.right(changesSomething(fact, before) ? [fact] : []);
};

/** Told is what stands in the history, so that the same value is the same text. */
const changesSomething = (fact: EventOf<'DealAmended'>, { toldBy }: AmendedDeal): boolean => {
  const told = jsonOf(fact);
  return TERMS.some((term) => {
    if (told[term] === undefined) return false;
    const before = toldBy(term).json[term] ?? (term === 'overlays' ? [] : {});
    return canonicalJson(told[term]) !== canonicalJson(before);
  });
};
