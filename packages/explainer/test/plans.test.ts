import { verifyGraph } from '@commission-ledger/calculation';
import * as E from 'fp-ts/lib/Either.js';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { findings } from '../../calculation/test/secondEvaluator.ts';
import { renderJson, renderMarkdown, renderTree, storedEventIn, verifyExplanation } from '../src/index.ts';
import { bookedIn, right } from './history.ts';
import { violations } from './schemaChecker.ts';
import { examplePlans, openPlan, playSteps, storiesOf } from './planStories.ts';

const schemaFile = new URL('../../../docs/reference/explain-1.schema.json', import.meta.url);
const schema = JSON.parse(readFileSync(schemaFile, 'utf8')) as Readonly<Record<string, unknown>>;

const cases = examplePlans().flatMap(([file, document]) =>
  storiesOf(document).map((story, index) => ({ document, story, name: `${file} ${index + 1}` })),
);

describe('everything that a published plan books is explained, and the explanation verifies', () => {
  it.each(cases)('$name', async ({ document, story }) => {
    const history = await openPlan(document, story.parameters);
    await playSteps(history, document, story.steps);
    const ids = await bookedIn(history.store);
    for (const id of ids) {
      const explained = await history.explainer.why(id);
      expect(explained).toEqual(E.right(expect.anything()));
      const explanation = right(explained);
      expect(findings(explanation)).toEqual([]);
      expect(E.isRight(verifyGraph(explanation))).toBe(true);
      expect(violations(schema, JSON.parse(renderJson(explanation)))).toEqual([]);
      const verified = await verifyExplanation(JSON.parse(renderJson(explanation)), storedEventIn(history.store));
      expect(E.isLeft(verified) ? verified.left : []).toEqual([]);
      for (const locale of ['en', 'ru'] as const) {
        expect(renderTree(explanation, { locale, depth: 3 }).length).toBeGreaterThan(10);
        expect(renderMarkdown(explanation, { locale }).length).toBeGreaterThan(10);
      }
    }
  });
});
