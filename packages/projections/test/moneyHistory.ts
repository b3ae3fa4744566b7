import { exactFromJson, money } from '@commission-ledger/money';
import * as fc from 'fast-check';
import { timeZone } from '@commission-ledger/calendar';
import {
  accrued,
  adjusted,
  advanced,
  deferred,
  evaluated,
  failed,
  forgiven,
  issued,
  type Line,
  opened,
  recovered,
  reversed,
  settled,
  told,
  truedUp,
  voided,
} from './facts.ts';
import { at, cents, date, type Fact, right } from './history.ts';
import { dayStart, monthAt, wallDate } from './naiveMonths.ts';
import { naiveStatement } from './naiveStatements.ts';

/** A history of accounts in which time passes, in a program with a zone. */
export type MoneyHistory = Readonly<{ zone: string; facts: readonly Fact[] }>;

const ZONES = [
  'UTC',
  'Pacific/Kiritimati',
  'Pacific/Pago_Pago',
  'America/St_Johns',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'America/Havana',
];

const WHATS = [
  'accrue',
  'reverse',
  'trueUp',
  'adjust',
  'hold',
  'release',
  'pay',
  'settle',
  'fail',
  'void',
  'writeOff',
  'setApart',
  'remit',
  'forgive',
  'evaluate',
  'close',
] as const;

type Step = Readonly<{
  partner: 'ada' | 'bob';
  what: (typeof WHATS)[number];
  minutes: number;
  late: number;
  cents: number;
  choice: number;
  matures: number;
}>;

const HOUR = 60;
const DAY = 24 * HOUR;

const step: fc.Arbitrary<Step> = fc.record({
  partner: fc.constantFrom('ada', 'ada', 'bob'),
  what: fc.oneof(
    { weight: 6, arbitrary: fc.constant('accrue' as const) },
    { weight: 3, arbitrary: fc.constant('pay' as const) },
    { weight: 5, arbitrary: fc.constantFrom('hold' as const, 'hold' as const, 'release' as const) },
    { weight: 5, arbitrary: fc.constantFrom('reverse' as const, 'trueUp' as const) },
    { weight: 4, arbitrary: fc.constantFrom('settle' as const, 'fail' as const, 'void' as const) },
    { weight: 6, arbitrary: fc.constantFrom(...WHATS) },
  ),
  minutes: fc.constantFrom(0, 0, 1, HOUR, 11 * HOUR, DAY, 9 * DAY, 20 * DAY),
  late: fc.constantFrom(0, 0, 0, 1, 12 * HOUR, 35 * DAY),
  cents: fc.integer({ min: 1, max: 9 }),
  choice: fc.nat({ max: 8 }),
  matures: fc.constantFrom(-3, 0, 0, 1, 5, 30),
});

/** @param closes whether months are closed now and then */
export const moneyHistory = ({ maxLength = 50, closes = true } = {}): fc.Arbitrary<MoneyHistory> =>
  fc.tuple(fc.constantFrom(...ZONES), fc.array(step, { minLength: 8, maxLength, size: 'max' })).map(([zone, steps]) => {
    const facts: Fact[] = [opened({ timeZone: right(timeZone(zone)) })];
    const players = { ada: player('ada', zone), bob: player('bob', zone) };
    // Half an hour before a month begins somewhere.
    let now = Date.parse('2026-01-31T09:30:00Z');
    for (const [index, taken] of steps.entries()) {
      now += taken.minutes * 60_000;
      if (taken.what === 'close' && !closes) continue;
      facts.push(...players[taken.partner](taken, `${index}`, now, facts));
    }
    return { zone, facts };
  });

type InFlight = Readonly<{ payout: string; lines: readonly Line[]; amount: number; tax: number }>;

const instantOf = (ms: number): string => new Date(ms).toISOString();

const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY * 60_000).toISOString().slice(0, 10);

const AT_ONCE: ReadonlySet<string> = new Set(['draw-advance', 'draw-recovery', 'write-off', 'unclaimed']);

const total = (lines: readonly Line[]): number => lines.reduce((sum, { amount }) => sum + amount, 0);

/** Turns steps into facts, leaving out what no ledger would record. */
const player = (partner: string, zone: string) => {
  const stream = `account-north.${partner}.EUR`;
  let open: readonly Line[] = [];
  let flying: readonly InFlight[] = [];
  const accruals: string[] = [];
  const reratings = new Map<string, string>();
  /** The accrual that an entry belongs to. */
  const belongs = new Map<string, string>();
  const holders = new Map<string, Set<string>>();
  let debt = 0;
  let tax = 0;
  let closed = '';

  const post = (line: Line): void => {
    open = [...open, line];
  };
  const isHeld = ({ entry }: Line): boolean => (holders.get(belongs.get(entry) ?? '')?.size ?? 0) > 0;

  const pay = (index: string, choice: number, now: number): readonly Fact[] => {
    const today = wallDate(now, zone);
    // A run may be some days early.
    const on = dayAfter(today, choice === 0 ? 4 : 0);
    const occurredAt = instantOf(now);
    const due = open.filter((line) => !isHeld(line) && (line.maturesOn <= on || AT_ONCE.has(line.kind)));
    if (due.length === 0) return [];
    const posting = { partner, id: `e-${partner}-${index}`, date: on, occurredAt };
    const more: (readonly [Fact, Line])[] = [];
    const sum = total(due);
    const recovery = Math.min(debt, sum);
    if (choice % 3 === 1) {
      const recoverable = choice !== 4;
      const amount = Math.max(1, 12 - sum);
      debt += recoverable ? amount : 0;
      const line: Line = { entry: posting.id, kind: 'draw-advance', amount, maturesOn: on };
      more.push([advanced({ ...posting, amount, debt, recoverable }), line]);
    } else if (recovery > 0 && choice % 3 === 2) {
      debt -= recovery;
      const line: Line = { entry: posting.id, kind: 'draw-recovery', amount: -recovery, maturesOn: on };
      more.push([recovered({ ...posting, amount: recovery, debt }), line]);
    }
    const lines = [...due, ...more.map(([, line]) => line)];
    const amount = total(lines);
    if (amount < 0 || (amount === 0 && more.length === 0)) return [deferred({ partner, date: on, amount, occurredAt })];
    const payout = `po-${partner}-${index}`;
    open = open.filter((line) => !lines.includes(line));
    const withheld = choice % 2 === 0 ? Math.min(2, amount) : 0;
    const charges = { withheld, vat: 1, programFee: 3, ...(amount > 5 ? { fee: 1 } : {}) };
    flying = [...flying, { payout, lines, amount, tax: withheld }];
    tax += withheld;
    const paying = { partner, payout, date: on, lines, occurredAt, ...(choice % 2 === 0 ? { charges } : {}) };
    return [...more.map(([fact]) => fact), converted(issued(paying), choice)];
  };

  const resolve = (choice: number, fact: typeof settled, now: number, returns: boolean): readonly Fact[] => {
    const chosen = flying[choice % flying.length];
    if (chosen === undefined) return [];
    flying = flying.filter((other) => other !== chosen);
    if (returns) {
      open = [...open, ...chosen.lines];
      tax -= chosen.tax;
    }
    const ended = fact({ partner, payout: chosen.payout, amount: chosen.amount, occurredAt: instantOf(now) });
    return [choice > 4 && ended.event.type === 'PayoutSettled' ? withFee(ended) : ended];
  };

  return (taken: Step, index: string, now: number, facts: readonly Fact[]): readonly Fact[] => {
    const { what, cents: amount, choice } = taken;
    const id = `e-${partner}-${index}`;
    const occurredAt = instantOf(now);
    const past = instantOf(now - taken.late * 60_000);
    const today = wallDate(now, zone);
    const maturesOn = dayAfter(today, taken.matures);
    const accrual = accruals[choice % accruals.length];
    const signed = choice % 2 === 0 ? amount : -amount;
    const twoPeople = {
      program: 'north',
      partner,
      date: date(today),
      reason: 'agreed',
      author: 'kim',
      approver: 'lee',
    };
    switch (what) {
      case 'accrue':
        post({ entry: id, kind: 'accrual', amount, maturesOn });
        accruals.push(id);
        belongs.set(id, id);
        return [accrued({ partner, id, amount, maturesOn, occurredAt: past })];
      case 'reverse': {
        if (accrual === undefined) return [];
        post({ entry: id, kind: 'reversal', amount: -amount, maturesOn });
        belongs.set(id, accrual);
        const from = choice > 4 ? (reratings.get(accrual) ?? accrual) : accrual;
        return [reversed({ partner, id, amount, maturesOn, accrual: from, occurredAt })];
      }
      case 'trueUp': {
        if (accrual === undefined) return [];
        post({ entry: id, kind: 'true-up', amount: signed, maturesOn });
        belongs.set(id, accrual);
        if (choice > 4) reratings.set(accrual, id);
        const again = choice > 4 ? { accrual } : { settles: accrual };
        return [truedUp({ partner, id, amount: signed, maturesOn, occurredAt, ...again })];
      }
      case 'adjust':
        post({ entry: id, kind: 'adjustment', amount: signed, maturesOn });
        return [adjusted({ partner, id, amount: signed, maturesOn, occurredAt: past })];
      case 'hold': {
        const by = choice % 2 === 0 ? undefined : `q${choice % 4}`;
        const there = holders.get(accrual ?? '') ?? new Set();
        if (accrual === undefined || there.has(`${by}`) || !open.some(({ entry }) => entry === accrual)) return [];
        holders.set(accrual, there.add(`${by}`));
        return [dispute('AccrualHeld', partner, accrual, by, occurredAt)];
      }
      case 'release': {
        const held = [...holders].flatMap(([of, some]) => [...some].map((by) => [of, by] as const));
        const [of, by] = held[choice % held.length] ?? [];
        if (of === undefined || by === undefined) return [];
        holders.get(of)?.delete(by);
        return [dispute('AccrualReleased', partner, of, by === 'undefined' ? undefined : by, occurredAt)];
      }
      case 'pay':
        return pay(index, choice, now);
      case 'settle':
        return resolve(choice, settled, now, false);
      case 'fail':
        return resolve(choice, failed, now, true);
      case 'void':
        return resolve(choice, voided, now, true);
      case 'writeOff':
        if (total(open) >= 0) return [];
        post({ entry: id, kind: 'write-off', amount: 1, maturesOn: today });
        return [
          told(stream, 'ReceivableWrittenOff', {
            ...twoPeople,
            writeOff: id,
            amount: cents(1),
            occurredAt: at(occurredAt),
          }),
        ];
      case 'setApart': {
        const payable = total(open.filter((line) => line.maturesOn <= today && !isHeld(line)));
        if (payable <= 0) return [];
        post({ entry: id, kind: 'unclaimed', amount: -1, maturesOn: today });
        return [
          told(stream, 'BalanceUnclaimed', {
            ...twoPeople,
            unclaimed: id,
            amount: cents(1),
            occurredAt: at(occurredAt),
          }),
        ];
      }
      case 'remit':
        if (tax <= 0) return [];
        tax -= 1;
        return [
          told(stream, 'TaxRemitted', {
            program: 'north',
            partner,
            remittance: id,
            amount: cents(1),
            reference: 'office 9',
            occurredAt: at(occurredAt),
          }),
        ];
      case 'forgive': {
        if (debt === 0) return [];
        const left = debt;
        debt = 0;
        return [forgiven({ partner, amount: left, date: today, occurredAt })];
      }
      case 'evaluate':
        return [evaluated({ partner })];
      case 'close': {
        // Usually the last month that is over; sometimes one before it is left out.
        const month = monthAt(dayStart(`${monthAt(now, zone)}-01`, zone) - 1, zone);
        if (month <= closed) return [];
        closed = month;
        const { to, opening, closing, lines, hash } = naiveStatement(facts, partner, month, zone);
        return [
          told(stream, 'PeriodClosed', {
            program: 'north',
            partner,
            period: month,
            until: at(instantOf(to)),
            opening: cents(opening),
            closing: cents(closing),
            lines: lines.length,
            statementHash: hash,
            closedBy: 'kim',
            occurredAt: at(occurredAt),
          }),
        ];
      }
    }
  };
};

const dispute = (
  type: 'AccrualHeld' | 'AccrualReleased',
  partner: string,
  accrual: string,
  inquiry: string | undefined,
  occurredAt: string,
): Fact => {
  const by = inquiry === undefined ? {} : { by: { kind: 'inquiry' as const, id: inquiry } };
  const data = { program: 'north', partner, accrual, occurredAt: at(occurredAt), ...by };
  const stream = `account-north.${partner}.EUR`;
  return type === 'AccrualHeld'
    ? told(stream, type, { ...data, reason: 'the customer objects' })
    : told(stream, type, { ...data, outcome: 'the accrual stands' });
};

/** Some payouts arrive in dollars: three for each euro. */
const converted = (fact: Fact, choice: number): Fact => {
  const { event, stream } = fact;
  if (event.type !== 'PayoutIssued' || choice < 5) return fact;
  const { data } = event;
  const net = data.net ?? data.amount;
  const amount = right(money(`${(3n * net.minor) / 100n}.${String((3n * net.minor) % 100n).padStart(2, '0')}`, 'USD'));
  const rate = right(exactFromJson('3'));
  const from = { stream: 'fx-EUR.USD', revision: 0, id: 'rate' };
  return told(stream, 'PayoutIssued', { ...data, conversion: { amount, rate, date: data.date, from } });
};

const withFee = ({ event, stream }: Fact): Fact => {
  if (event.type !== 'PayoutSettled') return { event, stream };
  return told(stream, 'PayoutSettled', { ...event.data, fee: cents(2) });
};
