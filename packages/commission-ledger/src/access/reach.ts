import type { Subject } from '@commission-ledger/explainer';
import {
  activityOfDeals,
  eachPartner,
  entriesOfDeal,
  inquiryOf,
  type InquiryRow,
  leadOf,
  type LeadRow,
  partnerOf,
  payoutOf,
  type PayoutRow,
  readDocument,
  referenceTo,
} from '@commission-ledger/projections';
import * as E from 'fp-ts/lib/Either.js';
import { amountKinds } from '../questions/amountKinds.ts';
import type { NotFound } from './scope.ts';
import type { Place, Within } from './within.ts';

/** What it is, if it is within the scope. */
type Found<Value> = Promise<E.Either<NotFound, Value>>;

/** Things by their ids, as far as a scope reaches. The read models must be up to date. */
export type Reach = Readonly<{
  lead: (id: string) => Found<LeadRow>;
  inquiry: (id: string) => Found<InquiryRow>;
  /** A payout or an entry of an account. */
  amount: (id: string) => Found<string>;
  /** A deal that somebody in the scope is, or was, credited with, earned on, or brought the lead of. */
  deal: (id: string) => Found<string>;
  /**
   * Whose part of it can be told, where somebody outside of the scope has a part of a deal too: of those in the scope, who
   * is credited first, or earned on it first. `undefined` where all of it can be told.
   */
  part: (subject: Subject) => Promise<string | undefined>;
  /** Whatever can be asked about, plans where somebody in the scope is in them; partners as such are not. */
  subject: (subject: Subject) => Found<unknown>;
  payout: (id: string) => Found<PayoutRow>;
  accrual: (id: string) => Found<string>;
  partner: (id: string) => Found<string>;
}>;

const notFound = (what: string, id: string): E.Either<NotFound, never> => E.left({ _tag: 'NotFound', what, id });

/** How far a scope reaches. @param has whether an inquiry is within it though its partner is not */
export const reachOf = (place: Place, within: Within, has: (inquiry: InquiryRow) => boolean = () => false): Reach => {
  const { documents, program, now } = place;
  const found = async <Value extends Readonly<{ program: string; partner: string }>>(
    what: string,
    id: string,
    value: Value | undefined,
    isOwn: (value: Value) => boolean = () => false,
  ): Found<Value> =>
    value !== undefined && value.program === program && (isOwn(value) || (await within(value.partner)))
      ? E.right(value)
      : notFound(what, id);
  const entry = async (what: string, id: string, kinds: readonly (typeof amountKinds)[number][]): Found<string> => {
    for (const kind of kinds) {
      const reference = await referenceTo(documents, kind, id);
      if (reference !== undefined) return E.map(() => id)(await found(what, id, reference.account));
    }
    return notFound(what, id);
  };
  /** Everybody who is, or was, credited with a deal, brought it or earned on it; nobody where it is not of the program. */
  const concernedIn = async (id: string): Promise<ReadonlySet<string>> => {
    const deal = await readDocument(documents, activityOfDeals, id);
    if (deal === undefined || deal.program !== program) return new Set();
    const brought = await referenceTo(documents, 'deal', id);
    const lead = brought?.lead == null ? undefined : await leadOf(documents, brought.lead);
    const told = deal.changes.flatMap((change) => change.told);
    const concerned = new Set([
      ...deal.shares,
      ...deal.overlays,
      ...told,
      ...(lead === undefined ? [] : [lead.partner]),
    ]);
    for await (const { account } of entriesOfDeal(documents, id)) concerned.add(account.partner);
    return concerned;
  };
  const dealWithin = async (id: string): Found<string> => {
    for (const partner of await concernedIn(id)) if (await within(partner)) return E.right(id);
    return notFound('deal', id);
  };
  const partOf = async ({ kind, id }: Subject): Promise<string | undefined> => {
    if (kind === 'lead') return (await leadOf(documents, id))?.partner;
    if (kind !== 'deal') return undefined;
    const concerned = [...(await concernedIn(id))];
    const told = await Promise.all(concerned.map(within));
    return told.every(Boolean) ? undefined : concerned.find((_, index) => told[index]);
  };
  const ofAccount = async ({ kind, id }: Subject): Found<unknown> => {
    const [, home, partner] = /^([\w-]+)\.([\w-]+)\.[A-Z]{3}(?:\/[\d-]+)?$/.exec(id) ?? [];
    return partner !== undefined && home === program && (await within(partner)) ? E.right(id) : notFound(kind, id);
  };
  const subjectWithin = (subject: Subject): Found<unknown> => {
    const { kind, id } = subject;
    switch (kind) {
      case 'payout':
        return entry('payout', id, ['payout']);
      case 'entry':
        return entry('amount', id, amountKinds);
      case 'account':
      case 'statement':
      case 'deferral':
        return ofAccount(subject);
      case 'lead':
        return leadWithin(id);
      case 'deal':
        return dealWithin(id);
      case 'plan':
        return planWithin(id);
      case 'payment':
      case 'partner':
        return Promise.resolve(notFound(kind, id));
    }
  };
  const planWithin = async (id: string): Found<string> => {
    const [plan] = id.split('/');
    for await (const { partner, enrolments } of eachPartner(documents))
      if (enrolments.some((each) => each.program === program && each.plan === plan) && (await within(partner)))
        return E.right(id);
    return notFound('plan', id);
  };
  const leadWithin = async (id: string): Found<LeadRow> => found('lead', id, await leadOf(documents, id));
  return {
    deal: dealWithin,
    part: partOf,
    subject: subjectWithin,
    lead: leadWithin,
    inquiry: async (id) => found('inquiry', id, await inquiryOf(documents, id, now()), has),
    amount: (id) => entry('amount', id, amountKinds),
    payout: async (id) => found('payout', id, await payoutOf(documents, id)),
    accrual: (id) => entry('accrual', id, ['accrual']),
    partner: async (id) => {
      const person = await partnerOf(documents, id);
      return person !== undefined && (await within(id)) ? E.right(id) : notFound('partner', id);
    },
  };
};
