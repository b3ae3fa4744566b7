import { type EventStore, type StoredEvent } from '@commission-ledger/event-store';
import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { examplePlans, openPlan, playSteps, storiesOf } from '../../explainer/test/planStories.ts';
import { dataOf, isOfBooks, moneyIn, pairOf, withRaised, type Path } from './alteredField.ts';
import { eventsOf, linkedAgain, storeOf, withData, withFrame, type Fields } from './alteredHistory.ts';
import { everyBooking } from './everyBooking.ts';
import { recomputed } from './recomputed.ts';

type Place = Readonly<{ events: readonly StoredEvent[]; stored: StoredEvent; path: Path; pair: string }>;

/** Every amount of money in the books of a history. */
const placesIn = (events: readonly StoredEvent[]): readonly Place[] =>
  events
    .filter(isOfBooks)
    .flatMap((stored) => moneyIn(dataOf(stored)).map((path) => ({ events, stored, path, pair: pairOf(stored, path) })));

/** What every example plan makes of its worked examples. */
const storiesTold = async (): Promise<readonly EventStore[]> => {
  const stores: EventStore[] = [];
  for (const [, document] of examplePlans())
    for (const { parameters, steps } of storiesOf(document)) {
      const history = await openPlan(document, parameters);
      await playSteps(history, document, steps);
      stores.push(history.store);
    }
  return stores;
};

let [stories, all]: [readonly EventStore[], readonly StoredEvent[]] = [[], []];
const places: Place[] = [];
const once = new Map<string, Place>();
beforeAll(async () => {
  stories = await storiesTold();
  all = await eventsOf(await everyBooking());
  for (const store of stories) places.push(...placesIn(await eventsOf(store)));
  places.push(...placesIn(all));
  for (const place of places) once.set(place.pair, once.get(place.pair) ?? place);
}, 120_000);

/** What is found where an amount was raised by the smallest unit, and the chain linked again. */
const foundIn = async ({ events, stored, path }: Place): Promise<readonly string[]> => {
  const { differences, found } = await recomputed(storeOf(linkedAgain(withRaised(events, stored, path))));
  return found === differences.length ? differences.map(({ event }) => event) : [`${found} differences`];
};

describe('a recomputation', () => {
  it('finds no difference in what any example plan makes of its worked examples', async () => {
    const entries = new Map<string, number>();
    for (const store of stories) {
      const { differences, counts } = await recomputed(store);
      expect(differences).toEqual([]);
      for (const { type, posted } of counts) entries.set(type, (entries.get(type) ?? 0) + posted);
    }
    expect(stories.length).toBeGreaterThan(60);
    expect(entries.get('AccrualPosted')).toBeGreaterThan(300);
    expect(entries.get('DrawRecovered')).toBeGreaterThan(0);
  }, 120_000);

  it('finds no difference where everything is booked that there is', async () => {
    const { differences, counts, notRecomputed } = await recomputed(storeOf(all));
    expect(differences).toEqual([]);
    const types = new Set([...counts, ...notRecomputed.taken, ...notRecomputed.sums].map(({ type }) => type));
    const others = [...all.filter(isOfBooks), ...places.map(({ stored }) => stored)].map(({ type }) => type);
    for (const type of ['DrawAdvanced', 'DrawRecovered', 'DrawForgiven', 'AccrualEvaluated']) types.add(type);
    expect([...types].toSorted()).toEqual([...new Set([...others, 'AccrualEvaluated'])].toSorted());
  });

  it('names exactly the event in which an amount was raised by a cent: each field of each type at least once', async () => {
    const missed: string[] = [];
    for (const [pair, place] of once) {
      const found = await foundIn(place);
      if (found.length !== 1 || found[0] !== place.stored.id) missed.push(`${pair}: ${found.length}`);
    }
    expect(missed).toEqual([]);
    expect(once.size).toBeGreaterThan(50);
  }, 120_000);

  it('names it wherever that is in any of these histories', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(places.length - 1), async (index) => {
        const place = places[index];
        expect(place && (await foundIn(place))).toEqual([place?.stored.id]);
      }),
      { numRuns: 30 },
    );
  }, 120_000);
});

/** What is found where one event was changed so. */
const reasonsOf = async (
  at: StoredEvent | undefined,
  change: (stored: StoredEvent) => StoredEvent,
): Promise<readonly (readonly [reason: string, isTheOne: boolean])[]> => {
  const changed = all.map((stored) => (stored === at ? change(stored) : stored));
  const { differences } = await recomputed(storeOf(linkedAgain(changed)));
  return differences.map(({ reason, event }) => [reason, event === at?.id] as const);
};

const first = (type: string, where = (_data: Fields): boolean => true): StoredEvent | undefined =>
  all.find((stored) => stored.type === type && where(Object(dataOf(stored))));

describe('a change of something else', () => {
  it.each([
    ['PayoutSettled', 'reference', 'not-as-told'],
    ['PayoutFailed', 'reason', 'not-as-told'],
    ['PayoutVoided', 'reason', 'not-as-told'],
    ['AdjustmentDeclined', 'by', 'not-as-told'],
    ['TaxRemitted', 'reference', 'not-as-told'],
    ['PayoutSettled', 'partner', 'misplaced'],
    ['PayoutFailed', 'program', 'misplaced'],
    ['PayoutVoided', 'partner', 'misplaced'],
    ['BalanceUnclaimed', 'partner', 'misplaced'],
    ['AccrualHeld', 'reason', 'differs'],
    ['AccrualReleased', 'outcome', 'differs'],
    ['PayoutRunPrepared', 'preparedBy', 'differs'],
    ['PayoutRunPrepared', 'proposalsHash', 'differs'],
    ['PayoutRunApproved', 'approvedBy', 'differs'],
    ['PayoutRunApproved', 'proposalsHash', 'differs'],
    ['PayoutRunDiscarded', 'by', 'differs'],
    ['PayoutRunDiscarded', 'reason', 'differs'],
    ['PayoutFileMade', 'fileHash', 'differs'],
    ['PayoutFileMade', 'by', 'differs'],
    ['PeriodClosed', 'statementHash', 'differs'],
  ])('in %s, of %s, is that event', async (type, field, reason) => {
    const value = field.endsWith('Hash') ? '0'.repeat(64) : 'other';
    const found = await reasonsOf(first(type), (stored) =>
      withData(stored, (data) => Object.assign(data, { [field]: value })),
    );
    expect(found).toEqual([[reason, true]]);
  });

  it.each(['id', 'commandHash', 'causation', 'correlation', 'actor'])(
    'in the frame of what the policy did, of the %s, is that event',
    async (field) => {
      const value = field === 'commandHash' ? '0'.repeat(64) : '00000000-0000-5000-8000-000000000000';
      for (const type of ['AccrualPosted', 'AccrualReversed', 'AccrualHeld']) {
        const at = first(type, ({ by }) => type !== 'AccrualHeld' || by !== undefined);
        const found = await reasonsOf(at, (stored) => withFrame(stored, { [field]: value }));
        expect(found).toEqual([['differs', field !== 'id']]);
      }
    },
  );

  it('of the number of payouts in what a run says of its end is that event', async () => {
    for (const field of ['issued', 'deferred'])
      expect(
        await reasonsOf(first('PayoutRunCompleted'), (stored) =>
          withData(stored, (data) => Object.assign(data, { [field]: Number(data[field]) + 1 })),
        ),
      ).toEqual([['differs', true]]);
  });
});

describe('a payout run', () => {
  const approved = () => first('PayoutRunApproved');
  const runOf = (stored: StoredEvent | undefined): unknown =>
    stored && new Map(Object.entries(Object(dataOf(stored)))).get('run');
  const ofRun = (type: string) => (stored: StoredEvent) => stored.type === type && runOf(stored) === runOf(approved());

  it('that nobody approved is found in each of its payouts, and nowhere else', async () => {
    const left = all.filter((stored) => stored !== approved());
    const { differences } = await recomputed(storeOf(linkedAgain(left)));
    const paid = all.filter(ofRun('PayoutIssued'));
    expect(paid.length).toBeGreaterThan(2);
    expect(differences.map(({ event }) => event).toSorted()).toEqual(paid.map(({ id }) => id).toSorted());
    for (const { reason, detail } of differences) expect([reason, detail]).toEqual(['refused', 'RunNotApproved']);
  });

  it('that its author approved is found in the approval, and in its payouts', async () => {
    const { differences } = await recomputed(
      storeOf(
        linkedAgain(
          all.map((stored) =>
            stored === approved()
              ? withFrame(
                  withData(stored, (data) => Object.assign(data, { approvedBy: 'fin-1' })),
                  { actor: 'fin-1' },
                )
              : stored,
          ),
        ),
      ),
    );
    expect(differences.find(({ type }) => type === 'PayoutRunApproved')).toMatchObject({ detail: 'SamePerson' });
    expect(differences).toHaveLength(1 + all.filter(ofRun('PayoutIssued')).length);
  });

  it('that proposes a payout too many, or one too few, is that event', async () => {
    for (const change of [(list: unknown[]) => list.slice(1), (list: unknown[]) => [...list, list[0]]])
      expect(
        await reasonsOf(first('PayoutRunPrepared'), (stored) =>
          withData(stored, (data) => {
            const list: unknown[] = Object(data['proposals']);
            data['proposals'] = change(list);
          }),
        ),
      ).toEqual([['differs', true]]);
  });
});
