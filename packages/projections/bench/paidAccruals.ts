import { localDate, nextRecordedAt, type RecordedInstant, instantAt } from '@commission-ledger/calendar';
import type { NewEvent } from '@commission-ledger/event-store';
import { accountStream, type EventData, frameEvents, type LedgerEvent } from '@commission-ledger/events';
import { currency, ofMinor } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';

/** What must be there, or the bench is broken. */
export const right = <A>(either: E.Either<unknown, A>): A => {
  if (E.isLeft(either)) throw new Error('The bench is broken.');
  return either.right;
};

const eur = right(currency('EUR'));
const HASH = 'a'.repeat(64);
const DAY = 86_400_000;
const START = Date.UTC(2016, 0, 1);
const dayOf = (ms: number) => right(localDate(instantAt(ms).slice(0, 10)));

/** Accruals over ten years, of so many partners in turn; what has matured is paid once a month, and settled. */
export const factsOf = function* (count: number, partners: number): Generator<readonly [string, LedgerEvent]> {
  const accounts = Array.from({ length: partners }, () => ({
    open: [] as Line[],
    paidAt: START,
    flying: [] as LedgerEvent[],
  }));
  for (let index = 0; index < count; index += 1) {
    const partner = `partner-${index % partners}`;
    const stream = accountStream({ program: 'north', partner, currency: 'EUR' });
    const now = START + Math.floor((index / count) * 3650) * DAY;
    const account = accounts[index % partners] ?? { open: [], paidAt: START, flying: [] };
    const today = dayOf(now);
    const isPayday = now - account.paidAt > 30 * DAY;
    const matured = (isPayday ? account.open : []).filter(({ maturesOn }) => maturesOn < today);
    const flying = account.flying.pop();
    if (flying?.type === 'PayoutIssued') {
      yield [stream, settlementOf(flying.data)];
    } else if (matured.length > 0) {
      account.open = account.open.filter((line) => !matured.includes(line));
      account.paidAt = now;
      const payout = payoutOf(partner, index, now, matured);
      account.flying.push(payout);
      yield [stream, payout];
    } else {
      const line = { entry: `acc-${index}`, maturesOn: dayOf(now + 30 * DAY), minor: BigInt((index % 500) + 1) };
      account.open.push(line);
      yield [stream, accrualOf(partner, now, line)];
    }
  }
};

type Line = Readonly<{ entry: string; maturesOn: ReturnType<typeof dayOf>; minor: bigint }>;

const accrualOf = (partner: string, now: number, { entry, maturesOn, minor }: Line): LedgerEvent => ({
  type: 'AccrualPosted',
  data: {
    program: 'north',
    partner,
    accrual: entry,
    cause: { kind: 'payment', id: `pay-${entry}` },
    deal: `deal-${entry}`,
    causeEvent: { stream: `deal-deal-${entry}`, revision: 1, id: 'cause' },
    referrer: partner,
    rule: { plan: 'standard', version: 1, hash: HASH, rule: 'base', clause: '3.1' },
    beneficiary: 'referrer',
    amount: ofMinor(minor, eur),
    earnedOn: dayOf(now),
    maturesOn,
    counters: [],
    onRefund: { rounding: 'half-even', counters: 'lower' },
    receipt: { rule: 'base', of: '100.00', rate: '0.05' },
    receiptHash: HASH,
    occurredAt: instantAt(now),
  },
});

const payoutOf = (partner: string, index: number, now: number, lines: readonly Line[]): LedgerEvent => ({
  type: 'PayoutIssued',
  data: {
    program: 'north',
    partner,
    payout: `po-${index}`,
    run: `run-${index}`,
    date: dayOf(now),
    cutOff: dayOf(now),
    amount: ofMinor(
      lines.reduce((sum, { minor }) => sum + minor, 0n),
      eur,
    ),
    lines: lines.map(({ entry, maturesOn, minor }) => ({
      entry,
      kind: 'accrual',
      amount: ofMinor(minor, eur),
      maturesOn,
    })),
    terms: { plan: 'standard', version: 1, hash: HASH, minimum: ofMinor(100n, eur) },
    destination: null,
    occurredAt: instantAt(now),
  },
});

const settlementOf = (data: EventData<'PayoutIssued'>): LedgerEvent => ({
  type: 'PayoutSettled',
  data: {
    program: data.program,
    partner: data.partner,
    payout: data.payout,
    amount: data.amount,
    reference: 'bank',
    occurredAt: data.occurredAt,
  },
});

/** The facts as a store keeps them, each with the revision it is expected after. */
export const framedFacts = function* (
  facts: Iterable<readonly [string, LedgerEvent]>,
): Generator<Readonly<{ stream: string; event: NewEvent; after: number | 'no-stream' }>> {
  const ends = new Map<string, Readonly<{ revision: number; hash: string }>>();
  let last: RecordedInstant | undefined;
  let index = 0;
  for (const [stream, event] of facts) {
    const end = ends.get(stream);
    const context = { ledger: 'bench', actor: 'bench', correlation: null, causation: null, commandHash: HASH };
    const [frame] = frameEvents(
      [event],
      { ...context, commandKey: `${(index += 1)}` },
      { stream, revision: end?.revision ?? 'no-stream', hash: end?.hash ?? null },
      () => (last = nextRecordedAt(START, last)),
    );
    if (frame === undefined) throw new Error('The bench is broken.');
    ends.set(stream, frame);
    const { id, type, body } = frame;
    yield { stream, event: { id, type, body }, after: end?.revision ?? 'no-stream' };
  }
};
