import assert from 'node:assert/strict';

import type { EventStoreCase } from './eventStoreSubject.ts';
import { expectFailure } from './expectations.ts';
import { historyAfter, pagesAfter, positionNow } from './sampleEvents.ts';
import { subscribe, write } from './subscriber.ts';

/** A subscriber sees every event once, in order, from where it asked until it says stop. */
export const subscriptionCases: readonly EventStoreCase[] = [
  {
    name: 'delivers what is there, then what comes',
    check: async ({ store }) => {
      const after = await positionNow(store);
      await write(store, 3);
      const subscriber = subscribe(store, after);
      assert.deepEqual(await subscriber.take(3), await historyAfter(store, after));
      const waiting = subscriber.take(4);
      await write(store, 2);
      await write(store, 2);
      assert.deepEqual(await waiting, (await historyAfter(store, after)).slice(3));
      await subscriber.stop();
    },
  },
  {
    name: 'starts at the very beginning when no position is given',
    check: async ({ store }) => {
      await write(store, 3);
      const { value: page } = await pagesAfter(store, undefined, 500).next();
      const subscriber = subscribe(store, undefined);
      assert.deepEqual(await subscriber.take(page?.events.length ?? 0), page?.events);
      await subscriber.stop();
    },
  },
  {
    name: 'starts strictly after a position, even one that is the last',
    check: async ({ store }) => {
      const start = await positionNow(store);
      await write(store, 3);
      const history = await historyAfter(store, start);
      const middle = subscribe(store, history[0]?.position);
      const end = subscribe(store, history.at(-1)?.position);
      assert.deepEqual(await middle.take(2), history.slice(1));
      const waiting = end.take(1);
      await write(store, 1);
      assert.deepEqual(await waiting, (await historyAfter(store, start)).slice(3));
      await Promise.all([middle.stop(), end.stop()]);
    },
  },
  {
    name: 'delivers everything to each of two subscribers',
    check: async ({ store }) => {
      const after = await positionNow(store);
      const [one, two] = [subscribe(store, after), subscribe(store, after)];
      const waiting = Promise.all([one.take(4), two.take(4)]);
      await write(store, 4);
      const history = await historyAfter(store, after);
      assert.deepEqual(await waiting, [history, history]);
      await one.stop();
      const more = two.take(1);
      await write(store, 1);
      assert.equal((await more).length, 1);
      await two.stop();
    },
  },
  {
    name: 'delivers every event once and in order while many are writing',
    check: async ({ store }) => {
      const after = await positionNow(store);
      const subscriber = subscribe(store, after);
      const taken = subscriber.take(120);
      await Promise.all(Array.from({ length: 40 }, () => write(store, 3)));
      assert.deepEqual(await taken, await historyAfter(store, after));
      await subscriber.stop();
    },
  },
  {
    name: 'delivers a history of many pages',
    check: async ({ store }) => {
      const after = await positionNow(store);
      await write(store, 1_500);
      const subscriber = subscribe(store, after);
      const taken = await subscriber.take(1_500);
      assert.deepEqual(
        taken.map(({ revision }) => revision),
        Array.from({ length: 1_500 }, (_, index) => index),
      );
      await subscriber.stop();
    },
  },
  {
    name: 'ends when the signal aborts: at once, while delivering, and while waiting',
    check: async ({ store }) => {
      const after = await positionNow(store);
      await write(store, 3);
      const early = subscribe(store, after);
      early.abort();
      assert.equal(await early.next(), undefined, 'nothing is delivered after an abort');
      const busy = subscribe(store, after);
      await busy.take(1);
      busy.abort();
      assert.equal(await busy.next(), undefined, 'nothing is delivered after an abort');
      const idle = subscribe(store, after);
      await idle.take(3);
      const next = idle.next();
      idle.abort();
      assert.equal(await next, undefined, 'waiting ends');
    },
  },
  {
    name: 'tells a waiting subscriber that the store was closed',
    check: async ({ store }) => {
      const after = await positionNow(store);
      await write(store, 1);
      const subscriber = subscribe(store, after);
      await subscriber.take(1);
      const next = subscriber.next();
      await store.close();
      await expectFailure(next, 'StoreClosed', 'a subscription must not end as if there were nothing more');
    },
  },
  {
    name: 'delivers what another store on the same history writes',
    durableOnly: true,
    check: async ({ store, another }) => {
      const after = await positionNow(store);
      const other = await another();
      const subscriber = subscribe(store, after);
      const taken = subscriber.take(30);
      await Promise.all(Array.from({ length: 10 }, (_, index) => write(index % 2 === 0 ? other : store, 3)));
      assert.deepEqual(await taken, await historyAfter(store, after));
      await subscriber.stop();
    },
  },
];
