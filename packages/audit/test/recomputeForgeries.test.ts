import { memoryEventStore, type StoredEvent } from '@commission-ledger/event-store';
import {
  accountOfStream,
  categoryOf,
  commandHashOf,
  derivedId,
  eventIdOf,
  parseFrame,
  type Frame,
} from '@commission-ledger/events';
import * as fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { ledgerOn, ok, planOf, settle } from '../../ledger/test/world.ts';
import { isOfBooks } from './alteredField.ts';
import { eventsOf, linkedAgain, storeOf, withData, withFrame, type Fields } from './alteredHistory.ts';
import { everyBooking } from './everyBooking.ts';
import { recomputed } from './recomputed.ts';
import { simulatedHistory } from './simulatedHistory.ts';

let [all, simulated]: [readonly StoredEvent[], readonly StoredEvent[]] = [[], []];
beforeAll(async () => {
  all = await eventsOf(await everyBooking());
  simulated = await eventsOf(await simulatedHistory({ seed: 5, leads: 70 }));
});

const FORGED = '00000000-0000-5000-8000-000000000000';

const frameOf = ({ body }: StoredEvent): Frame => {
  const frame = parseFrame(body);
  if (typeof frame === 'string') throw new Error(frame);
  return frame;
};

const foundIn = async (events: readonly StoredEvent[]) => (await recomputed(storeOf(linkedAgain(events)))).differences;

/** The history with one more event right after another. */
const withAfter = (events: readonly StoredEvent[], at: StoredEvent, forged: StoredEvent): readonly StoredEvent[] =>
  events
    .flatMap((stored) => (stored === at ? [stored, forged] : [stored]))
    .map((stored, index) => ({ ...stored, position: BigInt(index + 1) }));

const copyIn = (stored: StoredEvent, stream: string): StoredEvent => ({
  ...withFrame(stored, { stream, id: FORGED, commandKey: 'forged' }),
  stream,
});

it('any event in a stream that is not its own is found, and nothing else is', async () => {
  const categories = new Set(all.map(({ stream }) => categoryOf(stream)));
  expect(categories.size).toBeGreaterThan(7);
  const anyPlace = fc.nat(all.length - 1);
  await fc.assert(
    fc.asyncProperty(anyPlace, anyPlace, fc.constantFrom(...categories), async (which, where, category) => {
      const [at, beside] = [all[which], all[where]];
      if (at === undefined || beside === undefined) return;
      const forged = [copyIn(at, `${at.stream}x`), copyIn(at, `${category}-nobodys`)];
      // In the books of others it would be somebody's booking, which is judged as well.
      const isBooked = isOfBooks(at) && categoryOf(at.stream) === categoryOf(beside.stream);
      if (at.stream !== beside.stream && !isBooked) forged.push(copyIn(at, beside.stream));
      for (const each of forged) {
        const found = await foundIn(withAfter(all, beside, each));
        expect(found.filter(({ event }) => event !== FORGED)).toEqual([]);
        const detail = expect.stringContaining(at.stream.replace(/[A-Z]{3}$/, ''));
        expect(found[0]).toMatchObject({ reason: 'misplaced', stream: each.stream, detail, type: at.type });
      }
    }),
    { numRuns: 15 },
  );
}, 60_000);

it('an event whose data name another deal, partner or run is found where it stands', async () => {
  const OTHER: Readonly<Record<string, string>> = {
    deal: 'deal',
    account: 'partner',
    partner: 'partner',
    payoutrun: 'run',
  };
  const places = all.filter(({ stream }) => OTHER[categoryOf(stream)] !== undefined);
  await fc.assert(
    fc.asyncProperty(fc.nat(places.length - 1), async (index) => {
      const at = places[index];
      if (at === undefined) return;
      const name = OTHER[categoryOf(at.stream)] ?? '';
      const renamed = withData(at, (data) => Object.assign(data, { [name]: `${String(data[name])}x` }));
      const found = await foundIn(all.map((stored) => (stored === at ? renamed : stored)));
      expect(found.find(({ event }) => event === at.id)).toMatchObject({
        reason: 'misplaced',
        detail: expect.stringContaining(`${String(dataIn(at)[name])}x`),
      });
      // What the books say goes by their stream, so nothing else is otherwise.
      if (categoryOf(at.stream) === 'account' || categoryOf(at.stream) === 'payoutrun') expect(found).toHaveLength(1);
    }),
    { numRuns: 12 },
  );
}, 60_000);

const dataIn = (stored: StoredEvent): Fields => ({ ...frameOf(stored).data });

const BY_POLICY = new Set(['AccrualPosted', 'AccrualReversed']);
const BY_HAND = new Set(['AdjustmentPosted', 'AdjustmentProposed', 'PayoutSettled', 'PayoutFailed']);

it('a booking that was taken out is missing, whatever else has the key of its command', async () => {
  const booked = simulated.filter(({ type }) => BY_POLICY.has(type));
  const others = simulated.filter(({ stream, type }) => categoryOf(stream) === 'account' && !BY_POLICY.has(type));
  expect(new Set(others.map(({ type }) => type)).size).toBeGreaterThan(4);
  await fc.assert(
    fc.asyncProperty(fc.nat(booked.length - 1), fc.nat(1000), fc.boolean(), async (which, where, isEarlier) => {
      const dropped = booked[which];
      if (dropped === undefined) return;
      const { stream, position } = dropped;
      const earlier = others.filter(
        (each) => each.stream === stream && each.position < position && BY_HAND.has(each.type),
      );
      const hosts = isEarlier && earlier.length > 0 ? earlier : others;
      const host = hosts[where % hosts.length];
      if (host === undefined) return;
      const { commandKey } = frameOf(dropped);
      const moved = withFrame(host, { commandKey, id: eventIdOf('ledger', commandKey, 0) });
      const left = simulated.filter((stored) => stored !== dropped);
      const found = await foundIn(left.map((stored) => (stored === host ? moved : stored)));
      expect(found.filter(({ reason }) => reason === 'missing').map(({ event }) => event)).toContain(dropped.id);
    }),
    { numRuns: 25 },
  );
}, 60_000);

it('what follows from a later event of a deal is missed also where an earlier one names another deal', async () => {
  const payments = simulated.filter(({ type }) => type === 'PaymentReceived');
  const pairs = payments.flatMap((first) => {
    const second = payments.find(({ stream, position }) => stream === first.stream && position > first.position);
    return second === undefined ? [] : [{ first, causation: second.id }];
  });
  let missed = 0;
  for (const { first, causation } of pairs.slice(0, 5)) {
    const accrual = simulated.find((each) => each.type === 'AccrualPosted' && frameOf(each).causation === causation);
    const left = simulated.filter((stored) => stored !== accrual);
    const renamed = withData(first, (data) => Object.assign(data, { deal: 'other' }));
    const found = await foundIn(left.map((stored) => (stored === first ? renamed : stored)));
    if (accrual === undefined) continue;
    missed += 1;
    expect(found.filter(({ reason }) => reason === 'missing').map(({ event }) => event)).toContain(accrual.id);
  }
  expect(missed).toBeGreaterThan(1);
});

it('a difference of a re-rating that was never done is found, whoever is said to have decided it', async () => {
  const accrual = simulated.findLast(({ type }) => type === 'AccrualPosted');
  const last = simulated.at(-1);
  if (accrual === undefined || last === undefined) throw new Error('nothing is booked');
  for (const approver of ['mallory', 'oscar']) {
    const rerating = { id: 'fake', reason: 'The rate was mistyped', author: 'mallory', approver };
    const key = `rerate/fake/${String(dataIn(accrual)['accrual'])}`;
    const forged = withData(accrual, (data) => {
      const { accrual: id, part: _part, onCancel: _onCancel, amount: was, ...about } = data;
      for (const name of Object.keys(data)) delete data[name];
      Object.assign(data, about, {
        trueUp: derivedId('tru', 'fake', String(id)),
        rerating: { ...rerating, accrual: id, was, dealRevision: 9 },
        amount: Object.assign({}, was, { amount: '9000.00' }),
        earnedOn: '2026-05-01',
        counters: [],
        occurredAt: '2026-05-01T08:00:00.000Z',
      });
    });
    const id = eventIdOf('ledger', key, 0);
    const framed = withFrame(forged, {
      commandKey: key,
      commandHash: commandHashOf({ key }),
      id,
      type: 'TrueUpPosted',
    });
    const found = await foundIn(withAfter(simulated, last, { ...framed, type: 'TrueUpPosted' }));
    expect(found).toMatchObject([{ event: id, posted: { amount: '9000.00' } }]);
  }
});

it('a partner to whom money is advanced is missed in a run, also where nothing of that account is left', async () => {
  const store = memoryEventStore();
  const ledger = ledgerOn(store);
  const { payout } = planOf();
  const draw = { amount: '5.00', kind: 'recoverable', from: '2024-01-01', until: '2024-12-31' } as const;
  await settle(ledger, { plans: [{ ...planOf(), payout: { ...payout, draw } }], partners: ['bob', 'cat'] });
  await ok(ledger.issuePayouts({ program: 'acme', date: '2024-03-05' }));
  const history = await eventsOf(store);
  expect(await foundIn(history)).toEqual([]);
  const paid = history.filter(({ type }) => type === 'PayoutIssued');
  expect(paid).toHaveLength(2);
  for (const { stream } of paid) {
    const isOthers = (proposal: unknown): boolean =>
      !JSON.stringify(proposal).includes(`"${accountOfStream(stream)?.partner}"`);
    const hidden = history
      .filter((stored) => stored.stream !== stream)
      .map((stored) =>
        stored.type === 'PayoutRunPrepared'
          ? withData(stored, (data) => {
              const proposals: unknown[] = Object(data['proposals']);
              data['proposals'] = proposals.filter(isOthers);
            })
          : stored,
      );
    const found = await foundIn(hidden);
    expect(found.map(({ reason, type, stream: of }) => [reason, type, of === stream])).toEqual([
      ['missing', 'DrawAdvanced', true],
      ['missing', 'PayoutIssued', true],
      ['differs', 'PayoutRunPrepared', false],
    ]);
  }
});

it('whatever stands in a payout run that has no date is found', async () => {
  const [file, last] = [all.find(({ type }) => type === 'PayoutFileMade'), all.at(-1)];
  if (file === undefined || last === undefined) throw new Error('no file was made');
  for (const run of ['2025-13-01-acme', '2024-02-30-acme']) {
    const stream = `payoutrun-${run}`;
    const renamed = withData(file, (data) => Object.assign(data, { run }));
    const forged = { ...withFrame(renamed, { stream, id: FORGED }), stream };
    const history = storeOf(linkedAgain(withAfter(all, last, forged)));
    for (const part of [{}, { program: 'acme' }, { partner: 'bob' }])
      expect((await recomputed(history, part)).differences).toMatchObject([
        { event: FORGED, reason: 'no-cause', type: 'PayoutFileMade', stream },
      ]);
  }
});

it('what was put behind the moment from which is looked is judged, whatever moment it tells', async () => {
  const [accrual, last] = [simulated.find(({ type }) => type === 'AccrualPosted'), simulated.at(-1)];
  if (accrual === undefined || last === undefined) throw new Error('nothing is booked');
  const from = frameOf(last).recordedAt;
  expect(frameOf(accrual).recordedAt < from).toBe(true);
  const entry = 'acr-ffffffffffffffff';
  const other = withData(accrual, (data) => Object.assign(data, { accrual: entry }));
  const { commandKey } = frameOf(accrual);
  for (const key of [`${commandKey}x`, commandKey]) {
    const forged = withFrame(other, { commandKey: key, id: FORGED });
    const history = storeOf(linkedAgain(withAfter(simulated, last, forged)));
    expect((await recomputed(history, { from })).differences).toMatchObject([{ event: FORGED, entry }]);
    const before = storeOf(linkedAgain(withAfter(simulated, accrual, forged)));
    expect((await recomputed(before, { from })).differences).toEqual([]);
  }
});
