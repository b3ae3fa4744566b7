import { parsePeriod, type TimeZone } from '@commission-ledger/calendar';
import { commandHashOf, programStream, type LedgerEvent, type RecordedEvent } from '@commission-ledger/events';
import { accountSubject, programDecider, type LedgerFailure } from '@commission-ledger/ledger';
import * as E from 'fp-ts/lib/Either.js';
import type { Derived } from './deriveOnDeal.ts';
import { pastExecutor, type Decided, type Past } from './pastExecutor.ts';
import type { RecomputedAccount } from './recomputedAccount.ts';

/** What closing the month that the key names makes of the account again. Who closed it, and when, is as recorded. */
export const deriveClosing = async (
  past: Past,
  own: RecomputedAccount,
  event: RecordedEvent<'PeriodClosed'>,
): Promise<Derived> => {
  const decided = await closedAgain(past, own, event);
  const period = event.commandKey.slice(`period/${own.stream}/`.length);
  return { decided, framing: { commandHash: commandHashOf({ type: 'PeriodClosed', period }) } };
};

const closedAgain = async (
  past: Past,
  own: RecomputedAccount,
  { data, position, commandKey }: RecordedEvent<'PeriodClosed'>,
): Promise<Decided> => {
  const zone = await zoneOf(past, own, Number(position));
  if (E.isLeft(zone)) return zone;
  const period = parsePeriod(commandKey.slice(`period/${own.stream}/`.length));
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
  const at = { before, own, isWanted: () => false, asked: () => undefined };
  const program = await pastExecutor(past, at).load(subject);
  return E.isLeft(program) ? program : E.right(program.right.state?.timeZone);
};

/** What people decide on in an account. */
type ByHand = Extract<Parameters<ReturnType<typeof accountSubject>['decider']['decide']>[0], LedgerEvent>;

/** What the account's rules say to a decision of people: the same again, or a refusal; `undefined` for what is none. */
export const deriveByHand = async (own: RecomputedAccount, event: LedgerEvent): Promise<Decided | undefined> => {
  if (!isByHand(event)) return undefined;
  if ('amount' in event.data && event.data.amount.currency !== own.account.currency)
    return E.left({ _tag: 'OtherCurrency' });
  const loaded = await own.load(accountSubject(own.account));
  return E.isLeft(loaded) ? loaded : accountSubject(own.account).decider.decide(event, loaded.right.state);
};

const BY_HAND: ReadonlySet<string> = new Set<ByHand['type']>([
  'AccrualHeld',
  'AccrualReleased',
  'AdjustmentProposed',
  'AdjustmentPosted',
  'AdjustmentDeclined',
  'ReceivableWrittenOff',
  'BalanceUnclaimed',
  'TaxRemitted',
  'PayoutSettled',
  'PayoutFailed',
  'PayoutVoided',
]);

const isByHand = (event: LedgerEvent): event is ByHand => BY_HAND.has(event.type);

/**
 * A decision that the rules refuse, as they would have taken it: an end of a payout with the amount it was issued for, an
 * adjustment as it was proposed. `undefined` where they would not have taken it at all.
 */
export const asAllowed = async (own: RecomputedAccount, event: LedgerEvent): Promise<LedgerEvent | undefined> => {
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
