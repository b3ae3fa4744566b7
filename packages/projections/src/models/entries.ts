import type { AccountRef, EventData } from '@commission-ledger/events';
import { type Money, type MoneyRecord, negate, toJson } from '@commission-ledger/money';
import { CannotApply, type Projection } from '../projection.ts';
import { type AccountEvent, accountKey, accountOf, isAccountEvent } from './accountEvent.ts';

/** What kind of entry: earned, taken back, corrected by hand or by a new calculation, advanced, paid back, written off, set apart. */
export type EntryKind = EventData<'PayoutIssued'>['lines'][number]['kind'];

/** All of them, in the order in which they are told. */
export const entryKinds: readonly EntryKind[] = [
  'accrual',
  'reversal',
  'true-up',
  'adjustment',
  'draw-advance',
  'draw-recovery',
  'write-off',
  'unclaimed',
];

/** One entry of an account. */
export type EntryDocument = Readonly<{
  entry: string;
  kind: EntryKind;
  program: string;
  partner: string;
  /** Signed: a reversal of something earned is negative, and so is the recovery of a draw. */
  amount: MoneyRecord;
  maturesOn: string;
  occurredAt: string;
  /** The deal it comes from; what is corrected by hand and what payouts add have none. */
  deal: string | null;
  /** The clause that earned it; only accruals and true-ups have one. */
  rule: Readonly<{ plan: string; version: number; rule: string; clause: string }> | null;
  /** What a reversal takes back. */
  reverses: string | null;
  /** Of what was rated, an accrual or a true-up: what it was rated from, so that what belongs together is found. */
  rated: RatedEntry | null;
  /** The payout that listed it last. Whether that payout arrived, the payout's own document says. */
  payout: string | null;
  event: Readonly<{ stream: string; revision: number; id: string }>;
}>;

/**
 * What an accrual or a true-up was rated from: the cause, for the share of one credited partner, in one role. `of` is the
 * accrual that was rated again; a true-up after a refund has none, and belongs to what its rule had given for the cause.
 */
export type RatedEntry = Readonly<{
  cause: Readonly<{ kind: string; id: string }>;
  referrer: string;
  beneficiary: string;
  of: string | null;
}>;

/** One document for each entry, in the order of maturity within its account. */
export const entries: Projection<EntryDocument> = {
  name: 'entries',
  version: 4,
  keysOf: (event) => {
    if (!isAccountEvent(event)) return [];
    if (event.type === 'PayoutIssued') return event.data.lines.map((line) => entryKey(accountOf(event), line));
    const posted = postedBy(event);
    return posted === undefined ? [] : [entryKey(accountOf(event), posted)];
  },
  evolve: (document, event, key) => {
    if (!isAccountEvent(event)) return document;
    const posted = postedBy(event);
    if (posted === undefined)
      return event.type === 'PayoutIssued' ? listed(document, event.data.payout, key) : document;
    if (document !== undefined) throw new CannotApply(`The ${posted.kind} ${posted.entry} was posted before.`);
    return { ...posted, event: { stream: event.stream, revision: event.revision, id: event.id } };
  },
};

/** What makes an entry's key: its maturity comes first, so that a list of keys is in the order of maturity. */
export type EntryRef = Readonly<{ maturesOn: string; kind: EntryKind; entry: string }>;

/** The key of an entry's document. */
export const entryKey = (account: AccountRef, { maturesOn, kind, entry }: EntryRef): string =>
  `${accountKey(account)}/${maturesOn}/${kind}/${entry}`;

const listed = (document: EntryDocument | undefined, payout: string, key: string): EntryDocument => {
  if (document === undefined) throw new CannotApply(`Payout ${payout} lists ${key}, which was never posted.`);
  return { ...document, payout };
};

type Posted = Omit<EntryDocument, 'event'>;

const postedBy = (event: AccountEvent): Posted | undefined => {
  switch (event.type) {
    case 'AccrualPosted': {
      const { accrual: entry, deal, rule, amount } = event.data;
      return {
        ...posting(event.data, amount),
        entry,
        kind: 'accrual',
        deal,
        rule: clauseOf(rule),
        rated: ratedOf(event),
      };
    }
    case 'AccrualReversed': {
      const { reversal: entry, accrual: reverses, deal, amount } = event.data;
      return { ...posting(event.data, negate(amount)), entry, kind: 'reversal', deal, reverses };
    }
    case 'AdjustmentPosted': {
      const { adjustment: entry, amount } = event.data;
      return { ...posting(event.data, amount), entry, kind: 'adjustment' };
    }
    case 'TrueUpPosted': {
      const { trueUp: entry, deal, rule, amount } = event.data;
      return {
        ...posting(event.data, amount),
        entry,
        kind: 'true-up',
        deal,
        rule: clauseOf(rule),
        rated: ratedOf(event),
      };
    }
    case 'DrawAdvanced': {
      const { draw: entry, amount } = event.data;
      return { ...posting(atOnce(event.data), amount), entry, kind: 'draw-advance' };
    }
    case 'DrawRecovered': {
      const { recovery: entry, amount } = event.data;
      return { ...posting(atOnce(event.data), negate(amount)), entry, kind: 'draw-recovery' };
    }
    case 'ReceivableWrittenOff': {
      const { writeOff: entry, amount } = event.data;
      return { ...posting(atOnce(event.data), amount), entry, kind: 'write-off' };
    }
    case 'BalanceUnclaimed': {
      const { unclaimed: entry, amount } = event.data;
      return { ...posting(atOnce(event.data), negate(amount)), entry, kind: 'unclaimed' };
    }
    case 'AdjustmentProposed':
    case 'AdjustmentDeclined':
    case 'TaxRemitted':
    case 'PeriodClosed':
    case 'AccrualHeld':
    case 'AccrualReleased':
    case 'DrawForgiven':
    case 'AccrualEvaluated':
    case 'PayoutIssued':
    case 'PayoutDeferred':
    case 'PayoutSettled':
    case 'PayoutFailed':
    case 'PayoutVoided':
      return undefined;
  }
};

const ratedOf = ({ data }: Extract<AccountEvent, { type: 'AccrualPosted' | 'TrueUpPosted' }>): RatedEntry => {
  const { cause, referrer, beneficiary } = data;
  return { cause: { ...cause }, referrer, beneficiary, of: 'rerating' in data ? data.rerating.accrual : null };
};

const clauseOf = ({ plan, version, rule, clause }: EventData<'AccrualPosted'>['rule']): EntryDocument['rule'] => ({
  plan,
  version,
  rule,
  clause,
});

/** What a payout adds to the account, what is written off and what is set apart is payable on its date. */
const atOnce = <Data extends Readonly<{ date: string }>>(data: Data) => ({ ...data, maturesOn: data.date });

type Posting = Readonly<{ program: string; partner: string; maturesOn: string; occurredAt: string }>;

const posting = ({ program, partner, maturesOn, occurredAt }: Posting, amount: Money) => ({
  program,
  partner,
  amount: toJson(amount),
  maturesOn,
  occurredAt,
  deal: null,
  rule: null,
  reverses: null,
  rated: null,
  payout: null,
});
