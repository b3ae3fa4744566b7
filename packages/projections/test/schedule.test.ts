import { format } from '@commission-ledger/money';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AccountSchedule, scheduleOf } from '../src/index.ts';
import { accountHistory } from './accountHistory.ts';
import { rebuilt } from './dump.ts';
import {
  accrued,
  adjusted,
  deferred,
  enrolled,
  failed,
  held,
  issued,
  joined,
  opened,
  published,
  released,
  reversed,
  told,
} from './facts.ts';
import { at, date, type Fact, storeWith } from './history.ts';
import { naiveDisputed, naiveOpen } from './naiveBalance.ts';

const PROGRAM: readonly Fact[] = [opened(), published(), joined('ada', 'Ada Byron')];

const scheduleAfter = async (
  facts: readonly Fact[],
  asOf: string,
  setting = PROGRAM,
): Promise<AccountSchedule | undefined> => {
  const documents = await rebuilt(await storeWith([...setting, ...facts]));
  const [only] = await scheduleOf(documents, { program: 'north', partner: 'ada', asOf: date(asOf) });
  return only;
};

/** Each date in one line: when, how much, in how many lines, and what comes of it. */
const linesOf = (schedule: AccountSchedule | undefined) =>
  schedule?.dates.map(
    ({ date: on, amount, lines, outcome }) => `${on ?? 'never'} ${format(amount)} ${lines} ${outcome._tag}`,
  );

const JANUARY = { id: 'a1', amount: 150, maturesOn: '2026-01-31' };
const FEBRUARY = { id: 'a2', amount: 120, maturesOn: '2026-02-01' };

describe('the schedule of an account', () => {
  it('pays what matures in a month on the payout date of the next', async () => {
    const schedule = await scheduleAfter([accrued(JANUARY), accrued(FEBRUARY)], '2026-01-20');
    expect(linesOf(schedule)).toEqual(['2026-02-05 1.50 1 pays', '2026-03-05 1.20 1 pays']);
    expect(schedule).toMatchObject({
      programName: 'North',
      partnerName: 'Ada Byron',
      currency: 'EUR',
      terms: { plan: 'standard', version: 1 },
    });
  });

  it('moves a payout date that is no business day', async () => {
    const schedule = await scheduleAfter([accrued({ ...JANUARY, maturesOn: '2026-03-31' })], '2026-03-01');
    expect(linesOf(schedule)).toEqual(['2026-04-06 1.50 1 pays']);
  });

  it('says for each line whether it is on hold or has matured', async () => {
    const schedule = await scheduleAfter([accrued(JANUARY), accrued(FEBRUARY)], '2026-01-31');
    expect(schedule?.dates.flatMap(({ due }) => due.map(({ wait }) => wait))).toEqual([
      { _tag: 'matured', since: '2026-01-31' },
      { _tag: 'on-hold', until: '2026-02-01' },
    ]);
  });

  it('carries what is below the minimum and says what is missing', async () => {
    const small = { ...JANUARY, amount: 60 };
    const schedule = await scheduleAfter([accrued(small), accrued({ ...FEBRUARY, amount: 40 })], '2026-01-20');
    expect(linesOf(schedule)).toEqual(['2026-02-05 0.60 1 below-minimum', '2026-03-05 1.00 2 pays']);
    expect(schedule?.dates[0]?.outcome).toMatchObject({ missing: { minor: 40n }, minimum: { minor: 100n } });
  });

  it('carries a negative balance and says what is owed', async () => {
    const schedule = await scheduleAfter(
      [accrued(FEBRUARY), adjusted({ ...JANUARY, id: 'x', amount: -30 })],
      '2026-01-20',
    );
    expect(linesOf(schedule)).toEqual(['2026-02-05 -0.30 1 negative-balance', '2026-03-05 0.90 2 below-minimum']);
    expect(schedule?.dates[0]?.outcome).toMatchObject({ owed: { minor: 30n } });
  });

  it('writes a balance below zero off, but not while the partner has as much in dispute or on its way', async () => {
    const setting = [opened(), published(1, '1.00', { negative: 'write-off' }), joined('ada', 'Ada Byron')];
    const owed = adjusted({ ...JANUARY, id: 'x', amount: -30 });
    const after = async (...facts: readonly Fact[]) => linesOf(await scheduleAfter(facts, '2026-01-20', setting));
    const later = accrued(FEBRUARY);
    expect(await after(later, owed)).toEqual(['2026-02-05 -0.30 1 below-minimum', '2026-03-05 1.20 3 pays']);
    expect(await after(accrued(JANUARY), held(), owed)).toEqual([
      '2026-02-05 -0.30 1 negative-balance',
      'never 1.50 1 disputed',
    ]);
    const early = { id: 'a0', amount: 50, maturesOn: '2025-12-15' };
    const paid = issued({
      payout: 'po',
      date: '2026-01-05',
      lines: [{ entry: 'a0', kind: 'accrual', amount: 50, maturesOn: '2025-12-15' }],
    });
    expect(await after(accrued(early), paid, owed)).toEqual(['2026-02-05 -0.30 1 negative-balance']);
  });

  it('starts anew after a date that pays', async () => {
    const facts = [accrued(JANUARY), accrued({ ...FEBRUARY, amount: 20 })];
    expect(linesOf(await scheduleAfter(facts, '2026-01-20'))).toEqual([
      '2026-02-05 1.50 1 pays',
      '2026-03-05 0.20 1 below-minimum',
    ]);
  });

  it('pays nothing when everything nets to zero, whatever the minimum', async () => {
    const facts = [accrued(JANUARY), adjusted({ ...JANUARY, id: 'x', amount: -150 })];
    const free = [opened(), published(1, '0.00')];
    expect(linesOf(await scheduleAfter(facts, '2026-01-20', free))).toEqual(['2026-02-05 0.00 2 below-minimum']);
  });

  it('shows the next date for what no run has taken', async () => {
    expect(linesOf(await scheduleAfter([accrued(JANUARY)], '2026-02-05'))).toEqual(['2026-02-05 1.50 1 pays']);
    expect(linesOf(await scheduleAfter([accrued(JANUARY)], '2026-02-06'))).toEqual(['2026-03-05 1.50 1 pays']);
    expect(linesOf(await scheduleAfter([accrued(JANUARY)], '2027-01-01'))).toEqual(['2027-01-05 1.50 1 pays']);
  });

  it('shows the date after one that a run has deferred or paid', async () => {
    const small = accrued({ ...JANUARY, amount: 60 });
    const facts = [small, deferred({ date: '2026-02-05', amount: 60 })];
    expect(linesOf(await scheduleAfter(facts, '2026-02-05'))).toEqual(['2026-03-05 0.60 1 below-minimum']);
    const line = { entry: 'a1', kind: 'accrual' as const, amount: 150, maturesOn: '2026-01-31' };
    const paid = [accrued(JANUARY), issued({ payout: 'p1', date: '2026-02-05', lines: [line] })];
    expect(await scheduleAfter(paid, '2026-02-05')).toBeUndefined();
    const returned = [...paid, failed({ payout: 'p1', amount: 150 })];
    expect(linesOf(await scheduleAfter(returned, '2026-02-05'))).toEqual(['2026-03-05 1.50 1 pays']);
  });

  it('waits for a destination where the program needs one', async () => {
    const strict = [opened({ destinations: 'required' }), published(), joined('ada', 'Ada Byron')];
    expect(linesOf(await scheduleAfter([accrued(JANUARY)], '2026-01-20', strict))).toEqual([
      '2026-02-05 1.50 1 no-destination',
    ]);
    const known = told('partner-ada', 'PayoutDestinationChanged', {
      partner: 'ada',
      reference: 'iban 1',
      occurredAt: at('2026-01-01T00:00:00Z'),
    });
    expect(linesOf(await scheduleAfter([accrued(JANUARY), known], '2026-01-20', strict))).toEqual([
      '2026-02-05 1.50 1 pays',
    ]);
  });

  it('puts what is disputed last, without a date, and pays the rest', async () => {
    const schedule = await scheduleAfter([accrued(JANUARY), accrued({ ...JANUARY, id: 'a3' }), held()], '2026-01-20');
    expect(linesOf(schedule)).toEqual(['2026-02-05 1.50 1 pays', 'never 1.50 1 disputed']);
    expect(schedule?.dates[1]?.due).toMatchObject([{ maturesOn: '2026-01-31', wait: { _tag: 'disputed' } }]);
    const ended = await scheduleAfter(
      [accrued(JANUARY), accrued({ ...JANUARY, id: 'a3' }), held(), released()],
      '2026-01-20',
    );
    expect(linesOf(ended)).toEqual(['2026-02-05 3.00 2 pays']);
    expect(linesOf(await scheduleAfter([accrued(JANUARY), held()], '2026-01-20'))).toEqual(['never 1.50 1 disputed']);
  });

  it('puts what is taken back of a disputed accrual with it, so that the rest is paid in full', async () => {
    const back = reversed({ ...JANUARY, id: 'r1', accrual: 'a1' });
    const facts = [accrued(JANUARY), accrued({ ...JANUARY, id: 'a3' }), held(), back];
    expect(linesOf(await scheduleAfter(facts, '2026-01-20'))).toEqual([
      '2026-02-05 1.50 1 pays',
      'never 0.00 2 disputed',
    ]);
  });

  it('has no date before a plan has paid into the account, or its partner is in one', async () => {
    const schedule = await scheduleAfter([adjusted(JANUARY)], '2026-01-20');
    expect(linesOf(schedule)).toEqual(['never 1.50 1 no-terms']);
    expect(schedule?.terms).toBeNull();
    const member = await scheduleAfter([adjusted(JANUARY), enrolled('ada', 'standard')], '2026-01-20');
    expect(linesOf(member)).toEqual(['2026-02-05 1.50 1 pays']);
    expect(member?.terms).toMatchObject({ plan: 'standard', version: 1 });
    const later = await scheduleAfter([adjusted(JANUARY), enrolled('ada', 'standard', '2026-01-21')], '2026-01-20');
    expect(linesOf(later)).toEqual(['never 1.50 1 no-terms']);
  });

  it('goes by the version that the enrolment names, else by the newest that governs the partner', async () => {
    const settings = [opened(), published(1), joined('ada', 'Ada Byron'), enrolled('ada', 'standard')];
    const pinned = told('partner-ada', 'PartnerEnrolled', {
      partner: 'ada',
      program: 'north',
      plan: 'standard',
      from: date('2026-01-02'),
      version: 1,
      occurredAt: at('2026-01-02T00:00:00Z'),
    });
    const versionOf = async (second: Fact, ...more: readonly Fact[]) =>
      (await scheduleAfter([adjusted(JANUARY), ...more], '2026-01-20', [...settings, second]))?.terms?.version;
    expect(await versionOf(published(2))).toBe(2);
    expect(await versionOf(published(2), pinned)).toBe(1);
    expect(await versionOf(changedAt(published(2), { existingPartners: 'stay' }))).toBe(2);
    const newcomers = { existingPartners: 'stay', effectiveFrom: '2026-01-10' };
    expect(await versionOf(changedAt(published(2), newcomers))).toBe(1);
  });

  it('goes by the plan version of the latest accrual', async () => {
    const dearer = [opened(), published(1), published(2, '500.00')];
    const later = accrued(FEBRUARY);
    if (later.event.type !== 'AccrualPosted') throw new Error('An accrual is an accrual.');
    const underSecond: Fact = {
      ...later,
      event: { ...later.event, data: { ...later.event.data, rule: { ...later.event.data.rule, version: 2 } } },
    };
    expect(linesOf(await scheduleAfter([accrued(JANUARY)], '2026-01-20', dearer))).toEqual(['2026-02-05 1.50 1 pays']);
    expect(linesOf(await scheduleAfter([accrued(JANUARY), underSecond], '2026-01-20', dearer))).toEqual([
      '2026-02-05 1.50 1 below-minimum',
      '2026-03-05 2.70 2 below-minimum',
    ]);
  });
});

describe('any schedule', () => {
  it('has every open cent and every open line exactly once', async () => {
    const dates = fc.constantFrom('2026-01-15', '2026-02-05', '2026-03-20', '2026-06-01');
    await fc.assert(
      fc.asyncProperty(accountHistory(40), dates, async (facts, asOf) => {
        const documents = await rebuilt(await storeWith([opened(), published(1, '0.05'), ...facts]));
        const schedules = await scheduleOf(documents, { asOf: date(asOf) });
        for (const partner of ['ada', 'bob']) {
          const open = naiveOpen(facts, partner);
          const found = schedules.find((schedule) => schedule.partner === partner)?.dates ?? [];
          const due = found.flatMap((scheduled) => scheduled.due);
          expect(due.reduce((sum, { lines }) => sum + lines, 0)).toBe(open.length);
          expect(due.map(({ amount }) => amount.minor).reduce(plus, 0n)).toBe(
            open.map(({ amount }) => amount).reduce(plus, 0n),
          );
          const dated = found.filter(({ outcome }) => outcome._tag !== 'disputed');
          const disputed = found.filter(({ outcome }) => outcome._tag === 'disputed');
          const carried = [
            ...dated.filter(({ outcome }, index) => outcome._tag === 'pays' || index === dated.length - 1),
            ...disputed,
          ];
          expect(disputed.map(({ amount }) => amount.minor).reduce(plus, 0n)).toBe(
            naiveDisputed(facts, partner)
              .map(({ amount }) => amount)
              .reduce(plus, 0n),
          );
          expect(carried.map(({ amount }) => amount.minor).reduce(plus, 0n)).toBe(
            open.map(({ amount }) => amount).reduce(plus, 0n),
          );
        }
      }),
    );
  });

  it('has growing dates from the day asked for on, each after the lines mature', async () => {
    await fc.assert(
      fc.asyncProperty(
        accountHistory(40),
        fc.constantFrom('2026-01-15', '2026-03-05', '2026-06-01'),
        async (facts, asOf) => {
          const documents = await rebuilt(await storeWith([opened(), published(1, '0.05'), ...facts]));
          for (const { dates, terms } of await scheduleOf(documents, { program: 'north', asOf: date(asOf) })) {
            if (terms === null) continue;
            const dated = dates.filter(({ outcome }) => outcome._tag !== 'disputed');
            const on = dated.map((scheduled) => scheduled.date ?? '');
            expect(on).toEqual([...new Set(on)].toSorted());
            for (const scheduled of dated) {
              expect((scheduled.date ?? '') >= asOf).toBe(true);
              for (const { maturesOn } of scheduled.due) expect(maturesOn < (scheduled.date ?? '')).toBe(true);
            }
          }
        },
      ),
    );
  });
});

/** A plan version with other settings. */
const changedAt = (plan: Fact, change: object): Fact => {
  if (plan.event.type !== 'PlanPublished') throw new Error('A plan is a plan.');
  const document = { ...plan.event.data.document, ...change };
  return { ...plan, event: { ...plan.event, data: { ...plan.event.data, document } } };
};

const plus = (a: bigint, b: bigint): bigint => a + b;
