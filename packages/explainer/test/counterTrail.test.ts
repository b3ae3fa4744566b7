import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { createEventReader } from '../src/reading/eventReader.ts';
import { createCounterTrail, type TrailMemory } from '../src/why/counterTrail.ts';
import { eventsOf, openHistory, right, sell } from './history.ts';

const SALES = 150;

/** An account of more events than are read at once, one in five of which moves no counter. */
const account = async () => {
  const history = await openHistory();
  for (let index = 0; index < SALES; index += 1) {
    const on = index < SALES / 2 ? '2017-01-10' : '2017-04-10';
    await sell(history, { deal: `D-${index}`, amount: '500.55', on, product: index % 5 === 0 ? 'GTK 500' : 'GTX Pro' });
  }
  const posted = (await eventsOf(history.store)).filter((event) => event.type === 'AccrualPosted');
  const [first] = posted;
  if (first === undefined) throw new Error('Sales earn.');
  return { store: history.store, stream: first.stream, posted: posted.filter(({ stream }) => stream === first.stream) };
};

test('who moved a counter last is found alike whatever was asked before, and in other trails', async () => {
  const { store, stream, posted } = await account();
  const moverBefore = (before: number, window: string): number | undefined =>
    posted.findLast(
      (event) =>
        event.revision < before && event.data.counters.some((move) => move.counter === 'own' && move.window === window),
    )?.revision;
  const question = fc.record({
    before: fc.integer({ min: 0, max: posted.length + 2 }),
    window: fc.constantFrom('2017-Q1', '2017-Q2', '2017-Q3'),
    anew: fc.boolean(),
  });
  const asked = fc.array(question, { minLength: 1, maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(asked, fc.boolean(), async (questions, inOrder) => {
      const memory: TrailMemory = new Map();
      let trail = createCounterTrail(createEventReader(store), memory);
      const ordered = inOrder ? questions.toSorted((a, b) => a.before - b.before) : questions;
      for (const { before, window, anew } of ordered) {
        if (anew) trail = createCounterTrail(createEventReader(store), memory);
        const found = right(await trail.lastMove(stream, before, { plan: 'crm', counter: 'own', window }));
        expect(found?.revision).toBe(moverBefore(before, window));
      }
    }),
  );
});

test('an account that is gone through from its beginning is read once', async () => {
  const { store, stream, posted } = await account();
  let read = 0;
  const watched = {
    async *readStream(...[name, options]: Parameters<typeof store.readStream>) {
      for await (const event of store.readStream(name, options)) {
        read += 1;
        yield event;
      }
    },
  };
  const memory: TrailMemory = new Map();
  for (let before = 1; before <= posted.length; before += 1) {
    const trail = createCounterTrail(createEventReader(watched), memory);
    right(await trail.lastMove(stream, before, { plan: 'crm', counter: 'none', window: '2017-Q1' }));
  }
  expect(read).toBeLessThan(2 * posted.length);
});
