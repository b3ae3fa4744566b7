import type { EventStore } from '@commission-ledger/event-store';
import { allProjections, memoryDocumentStore, projectionRuntime } from '@commission-ledger/projections';
import * as E from 'fp-ts/lib/Either.js';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  createExplainer,
  isMasked,
  maskExplanation,
  maskReply,
  renderHtml,
  renderJson,
  renderMarkdown,
  renderTree,
  storedEventIn,
  verifyMasked,
  type Explanation,
} from '../src/index.ts';
import { arbitraryStory, play } from './arbitraryHistory.ts';
import { bookedIn, changed, eventsOf, openHistory, payOut, right, sell } from './history.ts';

const PARTNERS = ['darcel', 'moses', 'melvin'];
const key = 'a secret of this test';

/** Everything that was booked for a partner, explained and masked for them. */
const maskedFor = async (store: EventStore, why: (id: string) => Promise<E.Either<unknown, Explanation>>) => {
  const documents: (readonly [viewer: string, whole: Explanation, masked: Explanation])[] = [];
  for (const id of await bookedIn(store)) {
    const whole = right(await why(id));
    const viewer = whole.about.partner;
    documents.push([viewer, whole, maskExplanation(whole, { named: new Set([viewer]), others: new Set(), key })]);
  }
  return documents;
};

const saysNothingOf = (viewer: string, text: string): void => {
  for (const other of PARTNERS) if (other !== viewer) expect(text).not.toContain(other);
  expect(text).toContain(viewer);
};

/** Two who share a deal, and their manager, who earns on both. */
const shared = async () => {
  const history = await openHistory();
  const attribution = [
    { partner: 'darcel', share: '0.6' },
    { partner: 'moses', share: '0.4' },
  ];
  await sell(history, { deal: 'D-1', amount: '14250.00', on: '2017-01-10', attribution });
  await sell(history, { deal: 'D-2', amount: '9480.53', on: '2017-01-11' });
  await payOut(history, '2017-03-06');
  return history;
};

describe('an answer for one partner', () => {
  test('names nobody else in any form, and still calculates and holds against the history', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryStory, async (story) => {
        const { store, explainer } = await play(story);
        for (const [viewer, whole, masked] of await maskedFor(store, explainer.why)) {
          saysNothingOf(viewer, JSON.stringify(masked));
          for (const render of [renderTree, renderMarkdown, renderHtml, renderJson])
            saysNothingOf(viewer, render(masked, { depth: 3, all: true }));
          expect(masked.about.amount).toEqual(whole.about.amount);
          expect(Object.keys(masked.nodes)).toHaveLength(Object.keys(whole.nodes).length);
          right(await verifyMasked(JSON.parse(JSON.stringify(masked)), storedEventIn(store)));
        }
      }),
      { numRuns: 12 },
    );
  });

  test('cites what stands in the accounts of others under a seal, and the rest as it is', async () => {
    const { store, explainer } = await shared();
    const documents = await maskedFor(store, explainer.why);
    const manager = documents.find(([viewer, { about }]) => viewer === 'melvin' && about.kind === 'payout')?.[2];
    expect(manager?.lines.map((line) => line.kind === 'accrual' && isMasked(line.referrer))).toEqual([
      true,
      true,
      true,
    ]);
    const { events, masked } = right(await verifyMasked(manager, storedEventIn(store)));
    expect(events).toBeGreaterThan(5);
    expect(masked).toBe(0);
  });

  test('says to people that a name is hidden, the same way for the same person', async () => {
    const { store, explainer } = await shared();
    const documents = await maskedFor(store, explainer.why);
    const manager = documents.find(([viewer, { about }]) => viewer === 'melvin' && about.kind === 'payout')?.[2];
    if (manager === undefined) throw new Error('The manager was paid.');
    const hidden = (text: string) => new Set(text.match(/\[(?:name hidden|имя скрыто), [0-9a-f]{6}\]/g));
    const [en, ru] = [renderTree(manager, { width: 1000 }), renderTree(manager, { width: 1000, locale: 'ru' })];
    expect([hidden(en).size, hidden(ru).size]).toEqual([2, 2]);
    expect(`${en}${ru}`).not.toContain('masked-');
  });

  test('leaves everything else alone, whatever somebody is called', async () => {
    const { store, explainer } = await shared();
    for (const id of await bookedIn(store)) {
      const whole = right(await explainer.why(id));
      // Nobody is called like this, so nothing but the id of the reader changes.
      const masked = maskExplanation(whole, {
        named: new Set([whole.about.partner]),
        others: new Set(['1', 'crm', 'D-1', 'USD']),
        key,
      });
      expect(masked.about).toEqual(whole.about);
      expect(masked.plans).toEqual(whole.plans);
      expect(Object.values(masked.nodes).map(({ name, value }) => [name, value])).toEqual(
        Object.values(whole.nodes).map(({ name, value }) => [name, value]),
      );
    }
  });

  test('is the same for the same key, and nobody without it can tell who is who', async () => {
    const { store, explainer } = await shared();
    const [, whole, masked] = (await maskedFor(store, explainer.why)).find(([viewer]) => viewer === 'melvin') ?? [];
    if (whole === undefined || masked === undefined) throw new Error('The manager earned nothing.');
    const again = maskExplanation(whole, { named: new Set(['melvin']), others: new Set(), key });
    expect(again).toEqual(masked);
    const otherwise = maskExplanation(whole, {
      named: new Set(['melvin']),
      others: new Set(),
      key: 'another secret',
    });
    expect(otherwise).not.toEqual(masked);
    expect(otherwise.about).toEqual(masked.about);
    // Masking what is masked changes nothing: what is left says nothing that could be masked.
    expect(maskExplanation(masked, { named: new Set(['melvin']), others: new Set(), key })).toEqual(masked);
  });

  test('a digit that is changed in a calculation is found, and any other by who has the key', async () => {
    const { store, explainer } = await shared();
    const documents = await maskedFor(store, explainer.why);
    const read = storedEventIn(store);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...documents), fc.nat(), async ([, , masked], at) => {
        const text = JSON.stringify(masked);
        const digits = [...text.matchAll(/(?<=amount":"[\d.]*|exact":"[\d.]*|rate":"[\d.]*)\d/g)];
        const place = digits[at % digits.length]?.index ?? 0;
        const digit = `${(Number(text[place]) + 1) % 10}`;
        const tampered: unknown = JSON.parse(`${text.slice(0, place)}${digit}${text.slice(place + 1)}`);
        const isCalculation = place > text.indexOf('"nodes":') && place < text.lastIndexOf('"residue"');
        expect(E.isLeft(await verifyMasked(tampered, read, masked))).toBe(true);
        if (isCalculation && text.indexOf('"nodes":') > text.indexOf('"lines":'))
          expect(E.isLeft(await verifyMasked(tampered, read))).toBe(true);
      }),
      { numRuns: 80 },
    );
  });

  test('an event of the partner that was changed afterwards is found', async () => {
    const { store, explainer } = await shared();
    const documents = await maskedFor(store, explainer.why);
    const [, , masked] = documents.find(([viewer]) => viewer === 'darcel') ?? [];
    const won = (await eventsOf(store)).find(({ type }) => type === 'PaymentReceived')?.id ?? '';
    const forged = await changed(store, won, (data) => ({ ...data, amount: { amount: '1.00', currency: 'USD' } }));
    const problems = await verifyMasked(masked, storedEventIn(forged));
    expect(JSON.stringify(problems)).toContain('EventDiffers');
  });
});

test('the answer to any other question is masked alike', async () => {
  const { store } = await shared();
  const documents = memoryDocumentStore();
  right(await projectionRuntime({ store, documents, projections: allProjections }).catchUp());
  const explainer = createExplainer({ store, documents });
  const replies = [
    right(await explainer.whyOf({ kind: 'deal', id: 'D-1' })),
    right(await explainer.whyOf({ kind: 'account', id: 'crm-2017.darcel.USD' })),
    right(await explainer.who({ subject: 'D-1' })),
  ];
  for (const reply of replies) {
    const masked = maskReply(reply, { named: new Set(['darcel']), others: new Set(), key });
    const text = JSON.stringify(masked);
    for (const other of ['moses', 'melvin']) expect(text).not.toContain(other);
    right(await verifyMasked(JSON.parse(text), storedEventIn(store)));
    for (const locale of ['en', 'ru'] as const)
      for (const other of ['moses', 'melvin']) expect(renderTree(masked, { locale, depth: 3 })).not.toContain(other);
  }
});
