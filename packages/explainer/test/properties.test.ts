import type { RecordedEvent } from '@commission-ledger/events';
import canonicalize from 'canonicalize';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { findings } from '../../calculation/test/secondEvaluator.ts';
import {
  renderJson,
  renderMarkdown,
  renderTree,
  storedEventIn,
  verifyExplanation,
  type Explanation,
  type RenderOptions,
} from '../src/index.ts';
import { arbitraryStory, play } from './arbitraryHistory.ts';
import { bookedIn, eventsOf, explainerOf, left, names, right } from './history.ts';
import { numbersIn, numbersOf } from './numbersIn.ts';

/** Every explanation of a story; a story that booked nothing says nothing. */
const explained = async (story: Parameters<typeof play>[0]) => {
  const history = await play(story);
  const explanations: Explanation[] = [];
  for (const id of await bookedIn(history.store)) explanations.push(right(await history.explainer.why(id)));
  return { ...history, explanations };
};

const forStories = (check: (told: Awaited<ReturnType<typeof explained>>) => Promise<void>, numRuns = 25) =>
  fc.assert(
    fc.asyncProperty(arbitraryStory, async (story) => check(await explained(story))),
    { numRuns },
  );

it('explains everything that was booked, with the very amount that was booked', () =>
  forStories(async ({ store, explanations }) => {
    const amountOf = ({ json }: RecordedEvent): string => (json['amount'] as { amount: string }).amount;
    const booked = (await eventsOf(store)).flatMap((event) => {
      if (event.type === 'AccrualPosted') return [[event.data.accrual, amountOf(event)]];
      if (event.type === 'AccrualReversed') return [[event.data.reversal, `-${amountOf(event)}`]];
      if (event.type === 'AdjustmentPosted') return [[event.data.adjustment, amountOf(event)]];
      return event.type === 'PayoutIssued' ? [[event.data.payout, amountOf(event)]] : [];
    });
    expect(explanations.map(({ subject, about }) => [subject, about.amount.amount])).toEqual(booked);
  }));

it('leaves nothing unexplained: lines and addends give the amount, whoever adds them up', () =>
  forStories(async ({ explanations }) => {
    for (const { root, nodes, lines, totals, about, unexplained } of explanations) {
      const cents = ({ amount }: { amount: string }): bigint => BigInt(amount.replace('.', ''));
      const sum = (amounts: readonly { amount: string }[]): bigint => amounts.map(cents).reduce((a, b) => a + b, 0n);
      expect(sum(lines.map(({ amount }) => amount))).toBe(cents(about.amount));
      expect(sum(totals.map(({ amount }) => amount))).toBe(cents(about.amount));
      expect(nodes[root]?.value).toEqual(about.amount);
      expect(unexplained.amount).toBe('0.00');
      for (const line of lines) expect(nodes[line.node]?.value).toEqual(line.amount);
    }
  }));

it('is sound to an evaluator that knows nothing of this project', () =>
  forStories(async ({ explanations }) => {
    expect(explanations.flatMap(findings)).toEqual([]);
  }));

it('verifies against the history it was read from, also after it was written to a file', () =>
  forStories(async ({ store, explanations }) => {
    for (const explanation of explanations) {
      const verified = right(await verifyExplanation(JSON.parse(renderJson(explanation)), storedEventIn(store)));
      expect(verified).toEqual({
        explanation,
        nodes: Object.keys(explanation.nodes).length,
        events: explanation.log.events,
      });
    }
  }, 12));

it('notices any digit that is changed anywhere in a document, and names the node it is in', () =>
  fc.assert(
    fc.asyncProperty(
      arbitraryStory,
      fc.nat(),
      fc.nat(),
      fc.integer({ min: 1, max: 9 }),
      async (story, which, where, by) => {
        const { store, explanations } = await explained(story);
        const explanation = explanations[which % Math.max(1, explanations.length)];
        if (explanation === undefined) return;
        const text = renderJson(explanation);
        const digits = [...text.matchAll(/\d/g)];
        const at = digits[where % digits.length]?.index ?? 0;
        const tampered = `${text.slice(0, at)}${(Number(text[at]) + by) % 10}${text.slice(at + 1)}`;
        let json: unknown;
        try {
          json = JSON.parse(tampered);
        } catch {
          return; // A number such as 07 is no JSON: noticed even earlier.
        }
        const problems = left(await verifyExplanation(json, storedEventIn(store)));
        const inside = Object.entries(explanation.nodes).find(([id, node]) => {
          const start = text.indexOf(`"${id}":{`);
          return at > start + id.length + 3 && at < start + id.length + 3 + (canonicalize(node) ?? '').length;
        });
        if (inside !== undefined) expect(JSON.stringify(problems)).toContain(inside[0]);
      },
    ),
    { numRuns: 60 },
  ));

it('notices an event that was changed in the store after it was explained', () =>
  forStories(async ({ store, explanations }) => {
    const all = await eventsOf(store);
    for (const explanation of explanations) {
      const cited = all.find(({ id }) => id === explanation.about.from.event);
      const tampering = async (stream: string, revision: number) => {
        const stored = await storedEventIn(store)(stream, revision);
        if (stored?.id !== cited?.id || stored === undefined) return stored;
        return { ...stored, body: stored.body.replace('"actor":"', '"actor":"x') };
      };
      const problems = left(await verifyExplanation(explanation, tampering));
      expect(problems).toContainEqual(expect.objectContaining({ _tag: 'EventDiffers', path: '/about', field: 'hash' }));
    }
  }, 8));

it('reads the same to the byte when asked again, and of another explainer', () =>
  forStories(async ({ store, explanations }) => {
    for (const explanation of explanations) {
      const again = right(await explainerOf(store).why(explanation.subject));
      expect(renderJson(again)).toBe(renderJson(explanation));
    }
  }, 8));

it('says the same numbers in English and in Russian, at every depth, in every form', () =>
  forStories(async ({ explanations }) => {
    for (const explanation of explanations) {
      for (const depth of [0, 1, 2, 3] as const) {
        for (const render of [renderTree, renderMarkdown]) {
          const options: RenderOptions = { depth, names, width: 1000 };
          const english = numbersIn(render(explanation, options), 'en');
          expect(numbersIn(render(explanation, { ...options, locale: 'ru' }), 'ru')).toEqual(english);
        }
      }
    }
  }));

it('says no number in a sentence that is not in the document, and none at a lesser depth that is not at a greater', () =>
  forStories(async ({ explanations }) => {
    for (const explanation of explanations) {
      const at = (depth: 0 | 1 | 2 | 3): ReadonlySet<string> =>
        new Set(numbersIn(renderTree(explanation, { depth, names, width: 1000, all: true }), 'en'));
      const proof = new Set(numbersOf(explanation));
      expect([...at(0)].filter((number) => !proof.has(number))).toEqual([]);
      for (const depth of [0, 1, 2] as const) {
        const deeper = at((depth + 1) as 1 | 2 | 3);
        expect([...at(depth)].filter((number) => !deeper.has(number))).toEqual([]);
      }
    }
  }));
