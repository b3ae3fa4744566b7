import { allProjections, memoryDocumentStore, projectionRuntime } from '@commission-ledger/projections';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { createExplainer, referencesIn, storedEventIn, verifyReply, type Reply } from '../src/index.ts';
import { alternativesOf, combinedOnLine, minorOf } from '../src/questions/foil/alternatives.ts';
import type { Alternative } from '../src/questions/foil/change.ts';
import { payoutToFoil } from '../src/questions/foil/foilSubject.ts';
import { createFxBook } from '../src/questions/foil/fxBook.ts';
import { lineReadings } from '../src/questions/foil/lineReadings.ts';
import { otherEntries } from '../src/questions/foil/otherEntries.ts';
import { sourcesOver } from '../src/why/createProver.ts';
import { arbitraryStory, play } from './arbitraryHistory.ts';
import { isExact } from './foilWorld.ts';
import { bookedIn, right, type History } from './history.ts';

/** Every payout of a history with all that may be read otherwise about it, and a way to ask. */
const payoutsIn = async ({ store }: History) => {
  const documents = memoryDocumentStore();
  right(await projectionRuntime({ store, documents, projections: allProjections }).catchUp());
  const explainer = createExplainer({ store, documents });
  const sources = sourcesOver(store, referencesIn(documents))();
  const payouts = [];
  for (const id of (await bookedIn(store)).filter((booked) => booked.startsWith('PO-'))) {
    const subject = right(await payoutToFoil(sources, id, undefined));
    const fx = createFxBook(sources);
    const lines = [];
    for (const line of subject.lines)
      lines.push(right(await lineReadings({ sources, fx, paidOn: subject.date }, line)));
    const entries = new Set(subject.lines.map(({ line }) => line.entry));
    const cutOff = subject.payout?.cutOff;
    if (cutOff === undefined) throw new Error('A payout has a cut-off.');
    const beside = await otherEntries(
      sources,
      documents,
      { account: subject.account, payout: id, cutOff, entries },
      lines.length,
    );
    const simple = [...alternativesOf(lines), ...beside];
    payouts.push({ id, ours: minorOf(subject.amount) ?? 0, simple, combined: right(await combinedOnLine(lines)) });
  }
  const ask = async (subject: string, minor: number): Promise<Reply> => {
    const asked = { subject, expected: decimal(minor) };
    const reply = right(await explainer.foil(asked));
    const json: unknown = JSON.parse(JSON.stringify(reply));
    right(await verifyReply(json, { askAgain: () => explainer.foil(asked), readStored: storedEventIn(store) }));
    return reply;
  };
  return { payouts, ask };
};

const decimal = (minor: number): string =>
  `${minor < 0 ? '-' : ''}${Math.trunc(Math.abs(minor) / 100)}.${`${Math.abs(minor) % 100}`.padStart(2, '0')}`;

const cents = (amount: string | undefined): number => Number((amount ?? '0').replace('.', ''));

/** What the rows that count add up to, and how many there are. */
const countedIn = ({ rows }: Reply): readonly number[] =>
  rows.flatMap(({ amount, counts }) => (counts === true ? [cents(amount?.amount)] : []));

/** Choices that hold together, taken by random numbers, of a cost of at most three. */
const taken = (all: readonly Alternative[], places: readonly number[]): readonly Alternative[] => {
  const chosen: Alternative[] = [];
  for (const place of places) {
    const next = all[place % Math.max(1, all.length)];
    const about = new Set(chosen.flatMap(({ slots }) => slots));
    const cost = chosen.reduce((total, one) => total + one.cost, next?.cost ?? 0);
    if (next !== undefined && cost <= 3 && !next.slots.some((slot) => about.has(slot))) chosen.push(next);
  }
  return chosen;
};

it('whatever one, two or three misreadings make of a payout is reproduced exactly, and the rows add up to the difference', async () => {
  let reproduced = 0;
  await fc.assert(
    fc.asyncProperty(
      arbitraryStory,
      fc.nat(),
      fc.array(fc.nat(), { minLength: 1, maxLength: 3 }),
      async (story, which, places) => {
        const { payouts, ask } = await payoutsIn(await play(story));
        const payout = payouts[which % Math.max(1, payouts.length)];
        if (payout === undefined) return;
        const chosen = taken([...payout.simple, ...payout.combined], places);
        const delta = chosen.reduce((total, one) => total + one.delta, 0);
        if (chosen.length === 0 || delta === 0) return;
        const reply = await ask(payout.id, payout.ours + delta);
        expect(isExact(reply)).toBe(true);
        const counted = countedIn(reply);
        expect(counted.reduce((total, amount) => total + amount, 0)).toBe(-delta);
        expect(counted.length).toBeLessThanOrEqual(chosen.reduce((total, one) => total + one.cost, 0));
        reproduced += 1;
      },
    ),
    { numRuns: 12 },
  );
  expect(reproduced).toBeGreaterThan(5);
});

/** Whether up to three of these, tried one by one, give the sum: it knows nothing of the search. */
const canGive = (all: readonly Alternative[], sum: number, cost = 3, used: readonly number[] = [], from = 0): boolean =>
  all.some(({ slots, delta, cost: own }, index) => {
    if (index < from || own > cost || slots.some((slot) => used.includes(slot))) return false;
    return delta === sum || (cost > own && canGive(all, sum - delta, cost - own, [...used, ...slots], index + 1));
  });

/** Near what one or two misreadings give, whether or not they can hold together. */
const near = fc.record({ a: fc.nat(), b: fc.option(fc.nat()), by: fc.constantFrom(0, 1, 137) });

it('a figure is claimed to be reproduced exactly when some misreadings, tried one by one, give it', async () => {
  const seen = { exact: 0, none: 0 };
  const short = arbitraryStory.map(({ plan, happenings }) => ({ plan, happenings: happenings.slice(0, 2) }));
  await fc.assert(
    fc.asyncProperty(short, fc.array(near, { minLength: 3, maxLength: 3 }), async (story, figures) => {
      const { payouts, ask } = await payoutsIn(await play(story));
      for (const { id, ours, simple, combined } of payouts) {
        if (simple.length === 0 || simple.length + combined.length > 120) continue;
        for (const { a, b, by } of figures) {
          const off =
            (simple[a % simple.length]?.delta ?? 0) + (b === null ? 0 : (simple[b % simple.length]?.delta ?? 0)) + by;
          const reply = await ask(id, ours + off);
          const possible = off !== 0 && canGive([...simple, ...combined], off);
          expect(isExact(reply)).toBe(possible);
          if (possible) seen.exact += 1;
          else if (off !== 0) {
            seen.none += 1;
            expect(reply.verdict[0]?.key).toBe('foilNone');
            expect(countedIn(reply)).toEqual([]);
            const shown = reply.rows.map(({ amount }) => cents(amount?.amount));
            expect(shown.reduce((total, amount) => total + amount, 0)).toBe(-off);
          }
        }
      }
    }),
    { numRuns: 9 },
  );
  expect(seen.none).toBeGreaterThan(2);
  expect(seen.exact).toBeGreaterThan(2);
});
