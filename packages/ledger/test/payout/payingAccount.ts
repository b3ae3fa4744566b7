import { instant, localDate } from '@commission-ledger/calendar';
import type { EventData, EventType, RecordedEvent } from '@commission-ledger/events';
import { currency, exact, ofMinor } from '@commission-ledger/money';
import type { PayoutTerms } from '@commission-ledger/plans';
import * as E from 'fp-ts/lib/Either.js';
import { emptyAccount } from '../../src/account/accountState.ts';
import { evolveAccount } from '../../src/account/evolveAccount.ts';
import { type IssuePayout, type PayoutEvent, issuePayout } from '../../src/account/issuePayout.ts';
import { type PayoutBasis, proposePayout } from '../../src/account/payoutProposal.ts';

const HASH = 'a'.repeat(64);
const ACCOUNT = { program: 'acme', partner: 'bob', currency: 'EUR' };
const OF = { program: 'acme', partner: 'bob' };

const right = <A>(either: E.Either<unknown, A>): A => {
  if (E.isLeft(either)) throw new Error('What a test says is right.');
  return either.right;
};

const eur = right(currency('EUR'));
const cents = (minor: bigint | number) => ofMinor(BigInt(minor), eur);
const day = (text: string) => right(localDate(text));
const noon = right(instant('2026-01-01T12:00:00Z'));

/** A destination in dollars, with what a euro is worth in them, if anybody told. */
export const dollars = (rate: string | undefined): NonNullable<PayoutBasis['converts']> => {
  const into = right(currency('USD'));
  if (rate === undefined) return { into, rate: undefined };
  const told = { from: eur, to: into, rate: right(exact(rate)), date: day('2026-01-01'), source: 'ECB' };
  const at = { stream: 'fx-EUR.USD', revision: 0, id: 'rate', hash: HASH };
  return {
    into,
    rate: { type: 'FxRateRecorded', data: { ...told, occurredAt: noon }, ...at } as RecordedEvent<'FxRateRecorded'>,
  };
};

/** Terms of a plan that pays monthly whatever there is, with a change. */
export const termsOf = (change: object = {}): PayoutTerms => ({
  day: 5,
  convention: 'none',
  cutOff: 'start-of-month',
  minimum: '0.00',
  ...change,
});

/** What a payout of the account is asked with. */
export type Asked = Readonly<{
  /** `2026-03`: paid on the fifth, for what matured before the first. */
  month: string;
  terms?: PayoutTerms;
  status?: string;
  destination?: string | null;
  suspended?: boolean;
  coolOffUntil?: string;
  converts?: PayoutBasis['converts'];
  /** In cents; without it, what the proposal says. */
  proposed?: bigint;
}>;

/** An account that is told facts and asked for payouts; every event it records is folded into it. */
export const payingAccount = () => {
  const state = emptyAccount();
  let revision = -1;
  const tell = <T extends EventType>(type: T, data: EventData<T>): void => {
    revision += 1;
    const at = { stream: 'account-acme.bob.EUR', revision, id: `event-${revision}`, hash: HASH };
    // One type, one kind of data: TypeScript does not follow the pair through the union.
    evolveAccount(state, { type, data, ...at } as unknown as RecordedEvent);
  };

  const adjust = (adjustment: string, minor: bigint | number, maturesOn: string): void =>
    tell('AdjustmentPosted', {
      ...OF,
      adjustment,
      amount: cents(minor),
      reason: 'agreed by phone',
      author: 'ann',
      approver: 'max',
      maturesOn: day(maturesOn),
      occurredAt: noon,
    });

  const accrue = (accrual: string, minor: bigint | number, maturesOn: string): void =>
    tell('AccrualPosted', {
      ...OF,
      accrual,
      cause: { kind: 'payment', id: accrual },
      deal: 'd1',
      causeEvent: { stream: 'deal-d1', revision: 1, id: 'cause' },
      referrer: 'bob',
      rule: { plan: 'standard', version: 1, hash: HASH, rule: 'own', clause: '1.1' },
      beneficiary: 'referrer',
      amount: cents(minor),
      earnedOn: day('2026-01-01'),
      maturesOn: day(maturesOn),
      counters: [],
      onRefund: { rounding: 'half-even', counters: 'lower' },
      receipt: {},
      receiptHash: HASH,
      occurredAt: noon,
    });

  const about = {
    deal: 'd1',
    causeEvent: { stream: 'deal-d1', revision: 2, id: 'refund' },
    counters: [],
    occurredAt: noon,
  };

  const takeBack = (reversal: string, accrual: string, minor: bigint | number, maturesOn: string): void =>
    tell('AccrualReversed', {
      ...OF,
      ...about,
      reversal,
      accrual,
      refund: reversal,
      amount: cents(minor),
      refundedSoFar: cents(minor),
      paid: cents(minor),
      maturesOn: day(maturesOn),
    });

  /** Of an accrual, after it was rated again, or because a refund of its payment settles the slab of its rule. */
  const trueUp = (
    by: 'rerating' | 'refund',
    id: string,
    accrual: string,
    minor: bigint | number,
    maturesOn: string,
  ): void => {
    const people = { reason: 'agreed', author: 'ann', approver: 'max' };
    tell('TrueUpPosted', {
      ...OF,
      ...about,
      trueUp: id,
      cause: { kind: 'payment', id: accrual },
      referrer: 'bob',
      beneficiary: 'referrer',
      rule: { plan: 'standard', version: 2, hash: HASH, rule: 'own', clause: '1.1' },
      amount: cents(minor),
      earnedOn: day('2026-01-01'),
      maturesOn: day(maturesOn),
      onRefund: { rounding: 'half-even', counters: 'lower' },
      receipt: {},
      receiptHash: HASH,
      ...(by === 'refund' ? { refund: id } : { rerating: { id, accrual, was: cents(0), ...people } }),
    });
  };

  const hold = (accrual: string): void => tell('AccrualHeld', { ...OF, accrual, reason: 'disputed', occurredAt: noon });
  const release = (accrual: string): void =>
    tell('AccrualReleased', { ...OF, accrual, outcome: 'it stands', occurredAt: noon });

  const commandFor = (asked: Asked): IssuePayout => {
    const { month, terms = termsOf(), status = 'none', destination = 'bank-1', proposed } = asked;
    const { suspended = false, coolOffUntil, converts = null } = asked;
    const basis = {
      currency: eur,
      date: day(`${month}-05`),
      cutOff: day(`${month}-01`),
      terms: { plan: 'standard', version: 1, hash: HASH, minimum: right(amountIn(terms.minimum)) },
      payout: terms,
      rounding: 'half-even' as const,
      taxStatus: { status, from: null },
      destination,
      destinationRequired: true,
      suspended,
      coolOffUntil: coolOffUntil === undefined ? null : day(coolOffUntil),
      converts,
    };
    const amount = proposed === undefined ? (proposePayout(basis, state)?.amount ?? null) : cents(proposed);
    return {
      type: 'IssuePayout',
      account: ACCOUNT,
      run: `${month}-acme`,
      occurredAt: noon,
      proposed: amount,
      ...basis,
    };
  };

  /** Asks for a payout, takes in what comes of it, and gives it. */
  const pay = (asked: Asked): readonly PayoutEvent[] => {
    const events = issuePayout(commandFor(asked), state);
    for (const { type, data } of events) tell(type, data);
    return events;
  };

  const end = (how: 'PayoutSettled' | 'PayoutFailed' | 'PayoutVoided', payout: string): void => {
    const amount = state.payouts.get(payout)?.issued.amount ?? cents(0);
    const data = { ...OF, payout, amount, occurredAt: noon };
    if (how === 'PayoutSettled') tell(how, { ...data, reference: 'bank 7' });
    else tell(how, { ...data, reason: 'account closed' });
  };

  return { state, adjust, accrue, takeBack, trueUp, hold, release, pay, end };
};

const amountIn = (text: string) => {
  const [, euros, digits] = /^(\d+)\.(\d\d)$/.exec(text) ?? [];
  return euros === undefined ? E.left('no amount') : E.right(cents(BigInt(`${euros}${digits ?? ''}`)));
};

/** The payout that was issued, or the test fails. */
export const issuedIn = (events: readonly PayoutEvent[]): EventData<'PayoutIssued'> => {
  const issued = events.flatMap((event) => (event.type === 'PayoutIssued' ? [event.data] : []));
  const [only] = issued;
  if (only === undefined || issued.length > 1) throw new Error(`${issued.length} payouts were issued.`);
  return only;
};

/** What came of a payout, in one line: `write-off 5, advance 95 (debt 95), paid 100, net 70`. */
export const shown = (events: readonly PayoutEvent[]): string => events.map(lineOf).join(', ');

const lineOf = ({ type, data }: PayoutEvent): string => {
  const { minor } = data.amount;
  switch (type) {
    case 'ReceivableWrittenOff':
      return `write-off ${minor}`;
    case 'DrawForgiven':
      return `forgiven ${minor}`;
    case 'DrawAdvanced':
      return `advanced ${minor} (debt ${data.debt.minor}${data.recoverable ? '' : ', not owed'})`;
    case 'DrawRecovered':
      return `recovered ${minor} (debt ${data.debt.minor})`;
    case 'PayoutIssued':
      return [
        `paid ${minor}`,
        ...(data.net === undefined ? [] : [`net ${data.net.minor}`]),
        ...(data.conversion === undefined ? [] : [`arrives ${data.conversion.amount.minor}`]),
      ].join(', ');
    case 'PayoutDeferred':
      return `deferred ${minor} ${data.reason}`;
  }
};
