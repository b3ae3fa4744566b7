import { dateOf, parsePeriod, type LocalDate, type RecordedInstant, type TimeZone } from '@commission-ledger/calendar';
import {
  canonicalJson,
  commandHashOf,
  hashOf,
  programStream,
  type EventData,
  type EventOf,
  type LedgerEvent,
  type RecordedEvent,
} from '@commission-ledger/events';
import {
  accountOnDate,
  accountSubject,
  isNotNow,
  isSamePerson,
  programDecider,
  runSubject,
  type LedgerFailure,
} from '@commission-ledger/ledger';
import * as E from 'fp-ts/lib/Either.js';
import { pastExecutor, type Decided, type Past } from './pastExecutor.ts';
import type { RecomputedAccount } from './recomputedAccount.ts';

/** A run of a program on a date, at the place of the history where it deals with the account. */
export type RunAt = Readonly<{
  date: LocalDate;
  before: number;
  recordedAt: RecordedInstant | undefined;
  key?: string;
}>;

/** What a payout run makes of the account again: a payout with what it adds, a deferral, or nothing. */
export const derivePayout = async (past: Past, own: RecomputedAccount, run: RunAt): Promise<Decided> => {
  const { account } = own;
  const { program: id } = account;
  const executor = pastExecutor(past, watching(run.before, own));
  const program = await executor.load({ stream: programStream(id), decider: programDecider });
  if (E.isLeft(program)) return program;
  const loaded = await own.load(accountSubject(account));
  if (E.isLeft(loaded)) return loaded;
  const settings = program.right.state;
  if (settings === undefined) return E.left({ _tag: 'UnknownProgram' });
  const prepared = await proposalsOf(past, own, run);
  if (E.isLeft(prepared)) return prepared;
  const today = run.recordedAt === undefined ? run.date : dateOf(run.recordedAt, settings.timeZone);
  if (settings.approval === 'two-person' && !prepared.right.isApproved) return E.left({ _tag: 'RunNotApproved' });
  const { state } = loaded.right;
  const on = await accountOnDate(executor, settings, { account, state }, { program: id, date: run.date, today });
  if (E.isLeft(on)) return isNotNow(on.left) ? E.right([]) : on;
  const proposed =
    prepared.right.proposals.find(
      ({ partner, amount }) => partner === account.partner && amount.currency === on.right.command.currency,
    )?.amount ?? null;
  return accountSubject(account).decider.decide({ ...on.right.command, proposed }, state);
};

/** What a run meant to pay, and whether another person approved just that. */
type Prepared = Readonly<{ proposals: EventData<'PayoutRunPrepared'>['proposals']; isApproved: boolean }>;

/**
 * What was prepared and approved: by the attempt that the key of the payout names, or by the latest one. A discarded
 * attempt may still have issued.
 */
const proposalsOf = async (
  { streams }: Past,
  own: RecomputedAccount,
  { date, key, before }: RunAt,
): Promise<E.Either<LedgerFailure, Prepared>> => {
  const { stream } = runSubject({ program: own.account.program, date });
  const told = await streams.eventsOf(stream);
  if (E.isLeft(told)) return told;
  const named = key?.slice(`payout/${own.stream}/${date}/`.length) ?? '';
  const attempt = key === undefined ? undefined : named === '' ? 1 : Number(named);
  let current = 1;
  let prepared: RecordedEvent<'PayoutRunPrepared'> | undefined;
  let isApproved = false;
  for (const event of told.right) {
    if (Number(event.position) >= before) break;
    if (event.type === 'PayoutRunDiscarded') current += 1;
    if ((attempt ?? current) !== current) continue;
    if (event.type === 'PayoutRunPrepared') [prepared, isApproved] = [event, false];
    if (event.type === 'PayoutRunApproved' && prepared !== undefined)
      isApproved =
        event.data.proposalsHash === hashOf(canonicalJson(prepared.json['proposals'])) &&
        !isSamePerson(event.data.approvedBy, prepared.data.preparedBy);
  }
  return E.right({ proposals: prepared?.data.proposals ?? [], isApproved });
};

/** What closing the month makes of the account again. Who closed it, and when, is as recorded. */
export const deriveClosing = async (
  past: Past,
  own: RecomputedAccount,
  { data, position }: RecordedEvent<'PeriodClosed'>,
): Promise<Decided> => {
  const zone = await zoneOf(past, own, Number(position));
  if (E.isLeft(zone)) return zone;
  const period = parsePeriod(data.period);
  if (E.isLeft(period) || zone.right === undefined) return E.left({ _tag: 'UnknownPeriod' });
  const { closedBy, occurredAt } = data;
  const { account } = own;
  const loaded = await own.load(accountSubject(account));
  if (E.isLeft(loaded)) return loaded;
  return accountSubject(account).decider.decide(
    { type: 'CloseAccount', account, period: period.right, zone: zone.right, closedBy, occurredAt },
    loaded.right.state,
  );
};

const zoneOf = async (
  past: Past,
  own: RecomputedAccount,
  before: number,
): Promise<E.Either<LedgerFailure, TimeZone | undefined>> => {
  const subject = { stream: programStream(own.account.program), decider: programDecider };
  const program = await pastExecutor(past, watching(before, own)).load(subject);
  return E.isLeft(program) ? program : E.right(program.right.state?.timeZone);
};

const watching = (before: number, own: RecomputedAccount) => ({
  before,
  own,
  isWanted: () => false,
  asked: () => undefined,
});

/** What the account's rules say to a decision of people: the same again, or a refusal. */
export const deriveByHand = async (own: RecomputedAccount, event: RecordedEvent): Promise<Decided | undefined> => {
  const command = commandByHand(event);
  if (command === undefined) return undefined;
  const loaded = await own.load(accountSubject(own.account));
  return E.isLeft(loaded) ? loaded : accountSubject(own.account).decider.decide(command, loaded.right.state);
};

const commandByHand = (event: RecordedEvent): EventOf<ByHand> | undefined =>
  event.type === 'AdjustmentProposed' ||
  event.type === 'AdjustmentPosted' ||
  event.type === 'AdjustmentDeclined' ||
  event.type === 'ReceivableWrittenOff' ||
  event.type === 'BalanceUnclaimed' ||
  event.type === 'TaxRemitted' ||
  event.type === 'PayoutSettled' ||
  event.type === 'PayoutFailed' ||
  event.type === 'PayoutVoided'
    ? event
    : undefined;

type ByHand =
  | 'AdjustmentProposed'
  | 'AdjustmentPosted'
  | 'AdjustmentDeclined'
  | 'ReceivableWrittenOff'
  | 'BalanceUnclaimed'
  | 'TaxRemitted'
  | 'PayoutSettled'
  | 'PayoutFailed'
  | 'PayoutVoided';

/**
 * A decision that the rules refuse, as they would have taken it: an end of a payout with the amount it was issued for, an
 * adjustment as it was proposed. `undefined` where they would not have taken it at all.
 */
export const asAllowed = async (own: RecomputedAccount, event: RecordedEvent): Promise<LedgerEvent | undefined> => {
  const loaded = await own.load(accountSubject(own.account));
  if (E.isLeft(loaded)) return undefined;
  const { payouts, proposals } = loaded.right.state;
  if (event.type === 'AdjustmentPosted') {
    const proposal = proposals.get(event.data.adjustment);
    if (proposal?.status !== 'open') return undefined;
    const { amount, reason, author, maturesOn } = proposal.proposed;
    return { type: event.type, data: { ...event.data, amount, reason, author, maturesOn } };
  }
  if (event.type !== 'PayoutSettled' && event.type !== 'PayoutFailed' && event.type !== 'PayoutVoided')
    return undefined;
  const known = payouts.get(event.data.payout);
  if (known?.status !== 'issued') return undefined;
  const { amount } = known.issued;
  if (event.type === 'PayoutSettled') return { type: event.type, data: { ...event.data, amount } };
  if (event.type === 'PayoutFailed') return { type: event.type, data: { ...event.data, amount } };
  return { type: event.type, data: { ...event.data, amount } };
};

/** The same of a difference that a re-rating posted: what stood there before it, and how it moved the totals. */
export const deriveRerated = async (
  own: RecomputedAccount,
  event: RecordedEvent<'TrueUpPosted'>,
  becomes: EventData<'TrueUpPosted'>['amount'],
): Promise<Decided> => {
  const { data } = event;
  if (!('rerating' in data)) return E.left({ _tag: 'NoRerating' });
  const { rerating, trueUp: _trueUp, ...about } = data;
  const { accrual, was, dealRevision = 0, ...decision } = rerating;
  const loaded = await own.load(accountSubject(own.account));
  if (E.isLeft(loaded)) return loaded;
  const posted = { ...about, accrual, receiptHash: commandHashOf(data.receipt) };
  return accountSubject(own.account).decider.decide(
    {
      type: 'RerateAccrual',
      account: own.account,
      rerating: decision,
      posted,
      becomes,
      was,
      dealRevision,
      date: data.earnedOn,
      occurredAt: data.occurredAt,
    },
    loaded.right.state,
  );
};
