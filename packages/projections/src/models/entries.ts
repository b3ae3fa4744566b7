import type { AccountRef } from '@commission-ledger/events';
import { type Money, type MoneyRecord, negate, toJson } from '@commission-ledger/money';
import { CannotApply, type Projection } from '../projection.ts';
import { type AccountEvent, accountKey, accountOf, isAccountEvent } from './accountEvent.ts';

/** What kind of entry: earned, taken back, or corrected by hand. */
export type EntryKind = 'accrual' | 'reversal' | 'adjustment';

/** One entry of an account. */
export type EntryDocument = Readonly<{
  entry: string;
  kind: EntryKind;
  program: string;
  partner: string;
  /** Signed: a reversal is negative. */
  amount: MoneyRecord;
  maturesOn: string;
  occurredAt: string;
  /** The deal it comes from; an adjustment has none. */
  deal: string | null;
  /** The clause that earned it; only accruals have one. */
  rule: Readonly<{ plan: string; version: number; rule: string; clause: string }> | null;
  /** What a reversal takes back. */
  reverses: string | null;
  /** The payout that listed it last. Whether that payout arrived, the payout's own document says. */
  payout: string | null;
  event: Readonly<{ stream: string; revision: number; id: string }>;
}>;

/** One document for each entry, in the order of maturity within its account. */
export const entries: Projection<EntryDocument> = {
  name: 'entries',
  version: 1,
  keysOf: (event) => {
    if (!isAccountEvent(event)) return [];
    switch (event.type) {
      case 'AccrualPosted':
        return [entryKey(accountOf(event), refOf('accrual', event.data.accrual, event.data))];
      case 'AccrualReversed':
        return [entryKey(accountOf(event), refOf('reversal', event.data.reversal, event.data))];
      case 'AdjustmentPosted':
        return [entryKey(accountOf(event), refOf('adjustment', event.data.adjustment, event.data))];
      case 'PayoutIssued':
        return event.data.lines.map((line) => entryKey(accountOf(event), line));
      case 'AccrualEvaluated':
      case 'PayoutDeferred':
      case 'PayoutSettled':
      case 'PayoutFailed':
      case 'PayoutVoided':
        return [];
    }
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

const refOf = (kind: EntryKind, entry: string, { maturesOn }: Readonly<{ maturesOn: string }>): EntryRef => ({
  kind,
  entry,
  maturesOn,
});

const listed = (document: EntryDocument | undefined, payout: string, key: string): EntryDocument => {
  if (document === undefined) throw new CannotApply(`Payout ${payout} lists ${key}, which was never posted.`);
  return { ...document, payout };
};

type Posted = Omit<EntryDocument, 'event'>;

const postedBy = (event: AccountEvent): Posted | undefined => {
  switch (event.type) {
    case 'AccrualPosted': {
      const { accrual: entry, deal, rule, amount } = event.data;
      const clause = { plan: rule.plan, version: rule.version, rule: rule.rule, clause: rule.clause };
      return { ...posting(event.data, amount), entry, kind: 'accrual', deal, rule: clause };
    }
    case 'AccrualReversed': {
      const { reversal: entry, accrual: reverses, deal, amount } = event.data;
      return { ...posting(event.data, negate(amount)), entry, kind: 'reversal', deal, reverses };
    }
    case 'AdjustmentPosted': {
      const { adjustment: entry, amount } = event.data;
      return { ...posting(event.data, amount), entry, kind: 'adjustment' };
    }
    case 'AccrualEvaluated':
    case 'PayoutIssued':
    case 'PayoutDeferred':
    case 'PayoutSettled':
    case 'PayoutFailed':
    case 'PayoutVoided':
      return undefined;
  }
};

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
  payout: null,
});
