import { createHash } from 'node:crypto';
import type { EventStore } from '@commission-ledger/event-store';
import { type RecordedEvent, accountStream } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accountDecider } from '../src/account/accountDecider.ts';
import { type NaiveLine, type Told, dueIn, holdersOf, openIn, starts, statementIn } from './accountModel.ts';
import { type Memory, expectedOf } from './accountOracle.ts';
import { type Step, account, openedIn, runs, send, stepIn } from './accountSteps.ts';
import { cents, eventsOf, historyOf, ledgerOn } from './world.ts';

const zones = Object.keys(starts);

/** Sends the steps one by one, each must come to what the oracle says; gives what was told in the end. */
const played = async (
  store: EventStore,
  zone: string,
  steps: readonly Step[],
  met: Set<string> = new Set(),
): Promise<Memory> => {
  const ledger = ledgerOn(store);
  let memory: Memory = { told: [], keys: new Map(), known: { accruals: new Map(), payouts: new Map() }, zone };
  for (const step of steps) {
    const expected = expectedOf(step, memory);
    const before = await store.head();
    const outcome = await send(store, ledger, step, memory.known);
    if (outcome === undefined) continue;
    const written = await historyOf(store, before?.position);
    if (expected === undefined) {
      memory = await readOff(memory, written);
      continue;
    }
    const { key, content, expected: wanted } = expected;
    met.add(`${step.do}: ${wanted === 'nothing' ? wanted : 'failure' in wanted ? wanted.failure : 'recorded'}`);
    if (wanted === 'nothing' || 'failure' in wanted) {
      expect(written.map(({ type }) => type)).toEqual([]);
      expect(E.isLeft(outcome) ? outcome.left._tag : 'nothing').toBe(wanted === 'nothing' ? wanted : wanted.failure);
      continue;
    }
    expect(E.isLeft(outcome) ? outcome.left : 'recorded').toBe('recorded');
    expect(written.map(toldBy).toSorted(byText)).toEqual(wanted.told.map(shown).toSorted(byText));
    memory = { ...memory, told: [...memory.told, ...wanted.told], keys: new Map([...memory.keys, [key, content]]) };
  }
  return memory;
};

const answers = (command: Step['do'], ...each: readonly string[]): readonly string[] =>
  each.map((answer) => `${command}: ${answer}`);

const byText = (a: string, b: string): number => (a < b ? -1 : 1);

/** What rating and runs wrote is taken as it is, but a payout has to pay just what is due. */
const readOff = async (memory: Memory, written: readonly RecordedEvent[]): Promise<Memory> => {
  const told: Told[] = [...memory.told];
  const accruals = new Map(memory.known.accruals);
  const payouts = new Map(memory.known.payouts);
  for (const event of written) {
    if (event.type === 'AccrualPosted') {
      const { accrual: id, amount, maturesOn: matures, occurredAt, cause } = event.data;
      told.push({ what: 'entry', kind: 'accrual', id, minor: amount.minor, matures, at: occurredAt, of: id });
      accruals.set(cause.id, id);
    } else if (event.type === 'AccrualReversed') {
      const { reversal: id, amount, maturesOn: matures, occurredAt, accrual: of } = event.data;
      told.push({ what: 'entry', kind: 'reversal', id, minor: -amount.minor, matures, at: occurredAt, of });
    } else if (event.type === 'PayoutIssued') {
      const { payout: id, lines, amount, cutOff, date, charges = [] } = event.data;
      const paid = lines.map(({ kind, entry }) => `${kind}/${entry}`);
      expect(paid.toSorted()).toEqual([...dueIn(told, cutOff)].toSorted());
      const tax = charges.reduce((sum, charge) => sum + charge.amount.minor, 0n);
      told.push({ what: 'payout', id, lines: paid, minor: amount.minor, tax });
      payouts.set(
        runs.findIndex((run) => run === date),
        event.data,
      );
    }
  }
  return { ...memory, told, known: { accruals, payouts } };
};

/** An event as the oracle would tell it. */
const toldBy = ({ type, data }: RecordedEvent): string => {
  if (type === 'AdjustmentPosted')
    return shown({
      what: 'entry',
      kind: 'adjustment',
      id: data.adjustment,
      minor: data.amount.minor,
      matures: data.maturesOn,
      at: data.occurredAt,
      of: '',
    });
  if (type === 'ReceivableWrittenOff' || type === 'BalanceUnclaimed') {
    const [kind, id, minor] =
      type === 'BalanceUnclaimed'
        ? (['unclaimed', data.unclaimed, -data.amount.minor] as const)
        : (['write-off', data.writeOff, data.amount.minor] as const);
    return shown({ what: 'entry', kind, id, minor, matures: data.date, at: data.occurredAt, of: '' });
  }
  if (type === 'AdjustmentProposed')
    return shown({ what: 'proposal', id: data.adjustment, minor: data.amount.minor, matures: data.maturesOn });
  if (type === 'AdjustmentDeclined') return shown({ what: 'declined', id: data.adjustment });
  if (type === 'AccrualHeld' || type === 'AccrualReleased') {
    const by = data.by === undefined ? 'hand' : `${data.by.kind} ${data.by.id}`;
    const [what, said] =
      type === 'AccrualHeld' ? (['hold', data.reason] as const) : (['release', data.outcome] as const);
    return shown({ what, by, accrual: data.accrual, text: data.by === undefined ? said : '' });
  }
  if (type === 'TaxRemitted') return shown({ what: 'remitted', minor: data.amount.minor });
  if (type === 'PeriodClosed') return shown({ what: 'closed', month: Number(data.period.slice(5)) - 1 });
  const endings: Readonly<Record<string, 'settled' | 'failed' | 'voided'>> = {
    PayoutSettled: 'settled',
    PayoutFailed: 'failed',
    PayoutVoided: 'voided',
  };
  const what = endings[type];
  if (what === undefined || !('payout' in data)) return type;
  return shown({ what, id: data.payout, minor: data.amount.minor, at: data.occurredAt });
};

const shown = (told: Told): string =>
  JSON.stringify(told, (_, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value));

const played_ = fc.constantFrom(...zones).chain((zone) =>
  fc.record({
    zone: fc.constant(zone),
    steps: fc.array(stepIn(zone), { minLength: 15, maxLength: 60, size: 'max' }),
  }),
);

/** Notes what is in the statements of closed months. */
const noteStatements = (met: Set<string>, { told, zone }: Memory): void => {
  for (const each of told) {
    if (each.what !== 'closed') continue;
    for (const { kind, id, at } of statementIn(told, zone, each.month)) {
      met.add(`statement: ${kind}`);
      if (told.some((other) => other.what === 'entry' && other.id === id && other.at < at)) met.add('statement: moved');
    }
  }
};

const total = (lines: readonly NaiveLine[]): bigint => lines.reduce((sum, { minor }) => sum + minor, 0n);

/** SHA-256 of the statement as anybody would write it down from its description. */
const hashOf = (lines: readonly NaiveLine[]): string => {
  const texts = lines.map(({ kind, id, minor }) => {
    const { amount, currency } = cents(minor);
    return `{"amount":{"amount":"${amount}","currency":"${currency}"},"id":"${id}","kind":"${kind}"}`;
  });
  return createHash('sha256')
    .update(`[${texts.join(',')}]`)
    .digest('hex');
};

describe('an account', () => {
  it('answers every command, and pays what is due, as a naive account does; its statements stay as they were closed', async () => {
    await fc.assert(
      fc.asyncProperty(played_, async ({ zone, steps }) => {
        const store = await openedIn(zone);
        const { told } = await played(store, zone, steps);
        const own = (await historyOf(store)).filter(({ stream }) => stream === accountStream(account));
        const state = own.reduce(accountDecider.evolve, accountDecider.initial());
        expect([...state.open.keys()].toSorted()).toEqual(
          openIn(told)
            .map(({ kind, id }) => `${kind}/${id}`)
            .toSorted(),
        );
        for (const { kind, id } of openIn(told))
          if (kind === 'accrual') expect(state.held.get(id)?.size ?? 0).toBe(holdersOf(told, id).length);
        let owed = 0n;
        for (const { data } of await eventsOf(store, 'PeriodClosed')) {
          const month = Number(data.period.slice(5)) - 1;
          const lines = statementIn(told, zone, month);
          expect(data).toMatchObject({ until: starts[zone]?.[month + 1], lines: lines.length });
          expect(data.opening.minor).toBe(owed);
          expect(data.closing.minor).toBe(owed + total(lines));
          expect(data.statementHash).toBe(hashOf(lines));
          owed = data.closing.minor;
        }
      }),
      { numRuns: 100 },
    );
  }, 180_000);

  it('meets every answer to every command in these sequences', async () => {
    const met = new Set<string>();
    for (const { zone, steps } of fc.sample(played_, { numRuns: 250, seed: 7 }))
      noteStatements(met, await played(await openedIn(zone), zone, steps, met));
    const wanted = [
      ...answers('adjust', 'recorded', 'AmountIsZero', 'KeyConflict', 'NotAsProposed', 'ProposalAlready'),
      ...answers('propose', 'recorded', 'AmountIsZero', 'AdjustmentExists', 'KeyConflict'),
      ...answers('approve', 'recorded', 'SamePerson', 'UnknownProposal', 'ProposalAlready', 'KeyConflict'),
      ...answers('decline', 'recorded', 'UnknownProposal', 'ProposalAlready', 'KeyConflict'),
      ...answers('hold', 'recorded', 'nothing', 'AccrualAlreadyHeld', 'AccrualInPayout', 'UnknownAccrual'),
      ...answers('release', 'recorded', 'nothing', 'AccrualNotHeld', 'UnknownAccrual'),
      ...answers('policy-hold', 'recorded', 'nothing'),
      ...answers('policy-release', 'recorded', 'nothing'),
      ...answers('write-off', 'recorded', 'AmountNotPositive', 'SamePerson', 'MoreThanOwed', 'InvalidInput'),
      ...answers('set-apart', 'recorded', 'AmountNotPositive', 'SamePerson', 'MoreThanPayable', 'InvalidInput'),
      ...answers('remit', 'recorded', 'AmountNotPositive', 'MoreThanWithheld', 'KeyConflict'),
      ...answers('settle', 'recorded', 'PayoutAlready', 'KeyConflict'),
      ...answers('fail', 'recorded', 'PayoutAlready'),
      ...answers('void', 'recorded', 'PayoutAlready'),
      ...answers('close', 'recorded', 'nothing', 'EarlierPeriodOpen'),
      ...['accrual', 'reversal', 'adjustment', 'write-off', 'unclaimed', 'payout', 'moved'].map(
        (kind) => `statement: ${kind}`,
      ),
    ];
    expect(wanted.filter((answer) => !met.has(answer))).toEqual([]);
  }, 180_000);
});
