import { type AccountRef, movementOf, type RecordedEvent, type StatementMovement } from '@commission-ledger/events';
import { type Money, type MoneyRecord, toJson } from '@commission-ledger/money';
import { CannotApply, type Projection } from '../projection.ts';
import { accountKey, accountOf, isAccountEvent } from './accountEvent.ts';

/**
 * What happens to the money of an account. The kinds of a statement's movements change what is owed; the others are
 * steps on the way, which a statement shows and a journal posts.
 */
export type MovementKind =
  | StatementMovement['kind']
  | 'payout-issued'
  | 'payout-failed'
  | 'payout-voided'
  | 'draw-forgiven'
  | 'tax-remitted';

/** One event of an account that moves money. */
export type MovementDocument = Readonly<{
  kind: MovementKind;
  /** Of the entry, the payout or the remittance; what is forgiven has none of its own, so it is the event's. */
  id: string;
  /** Signed where it changes what is owed; the gross of a payout that is issued or given back; else what was moved. */
  amount: MoneyRecord;
  occurredAt: string;
  /** Of an entry; other movements have none. */
  maturesOn: string | null;
  /** The deal it comes from, if any. */
  deal: string | null;
  /** Why it was corrected, written off, set apart or rated again. */
  reason: string | null;
  /** Of what was taken back: the event of the refund or cancellation that says why. */
  because: string | null;
  /** Of a draw that is advanced: whether it is owed back. */
  recoverable: boolean | null;
  event: Readonly<{ stream: string; revision: number; id: string }>;
}>;

/**
 * One document for each movement of an account, by the month in which it happened (in UTC, because an event does not know
 * the zone of its program) and then as recorded. In which statement it is depends on closings, so queries tell.
 */
export const movements: Projection<MovementDocument> = {
  name: 'movements',
  version: 2,
  keysOf: (event) => {
    const account = movedAccountOf(event);
    return account === undefined ? [] : [movementKey(account, event.data.occurredAt, event.revision)];
  },
  evolve: (document, event) => {
    const moved = movedBy(event);
    if (moved === undefined) return document;
    if (document !== undefined) throw new CannotApply(`Event ${event.revision} of ${event.stream} came twice.`);
    return {
      ...moved,
      occurredAt: event.data.occurredAt,
      maturesOn: maturityOf(event),
      deal: 'deal' in event.data && typeof event.data.deal === 'string' ? event.data.deal : null,
      reason: reasonOf(event),
      because: event.type === 'AccrualReversed' ? event.data.causeEvent.id : null,
      recoverable: event.type === 'DrawAdvanced' ? event.data.recoverable : null,
      event: { stream: event.stream, revision: event.revision, id: event.id },
    };
  },
};

/** The account in which the event moves money; `undefined` when it moves none. */
export const movedAccountOf = (event: RecordedEvent): AccountRef | undefined =>
  (movementOf(event) !== undefined || STEPS.has(event.type)) && isAccountEvent(event) ? accountOf(event) : undefined;

/** What {@link movedBy} tells of beside the movements of a statement. */
const STEPS: ReadonlySet<string> = new Set([
  'PayoutIssued',
  'PayoutFailed',
  'PayoutVoided',
  'DrawForgiven',
  'TaxRemitted',
]);

/** What the event moves of what the program owes, in minor units: nothing for a step on the way. */
export const owedBy = (event: RecordedEvent): bigint => movementOf(event)?.amount.minor ?? 0n;

/** Where the movements of a month begin. @param month in UTC, `2026-03` */
export const movementPrefix = (account: AccountRef, month: string): string => `${accountKey(account)}/${month}/`;

/** The key of a movement. */
export const movementKey = (account: AccountRef, occurredAt: string, revision: number): string =>
  `${movementPrefix(account, occurredAt.slice(0, 7))}${String(revision).padStart(10, '0')}`;

type Moved = Pick<MovementDocument, 'kind' | 'id' | 'amount'>;

const movedBy = (event: RecordedEvent): Moved | undefined => {
  const movement = movementOf(event);
  if (movement !== undefined) return moved(movement.kind, movement.id, movement.amount);
  if (event.type === 'PayoutIssued') return moved('payout-issued', event.data.payout, event.data.amount);
  if (event.type === 'PayoutFailed') return moved('payout-failed', event.data.payout, event.data.amount);
  if (event.type === 'PayoutVoided') return moved('payout-voided', event.data.payout, event.data.amount);
  if (event.type === 'DrawForgiven') return moved('draw-forgiven', event.id, event.data.amount);
  if (event.type === 'TaxRemitted') return moved('tax-remitted', event.data.remittance, event.data.amount);
  return undefined;
};

const moved = (kind: MovementKind, id: string, amount: Money): Moved => ({ kind, id, amount: toJson(amount) });

const reasonOf = (event: RecordedEvent): string | null => {
  if (event.type === 'AdjustmentPosted' || event.type === 'ReceivableWrittenOff') return event.data.reason;
  if (event.type === 'BalanceUnclaimed') return event.data.reason;
  return event.type === 'TrueUpPosted' && 'rerating' in event.data ? event.data.rerating.reason : null;
};

/** What payouts add to the account, and what is written off or set apart, is payable on its date. */
const maturityOf = (event: RecordedEvent): string | null => {
  if (event.type === 'AccrualPosted' || event.type === 'AccrualReversed') return event.data.maturesOn;
  if (event.type === 'AdjustmentPosted' || event.type === 'TrueUpPosted') return event.data.maturesOn;
  if (event.type === 'DrawAdvanced' || event.type === 'DrawRecovered') return event.data.date;
  if (event.type === 'ReceivableWrittenOff' || event.type === 'BalanceUnclaimed') return event.data.date;
  return null;
};
